"""python-telegram-bot 22 talks to the stand-in in urlencoded and multipart forms, pyTelegramBotAPI in queries and multipart.

Usage: forms-client.py ADDRESS TOKEN
"""

import asyncio

import telebot
import telegram

from person import ADDRESS, TOKEN, Person, picture


async def forms():
    ada = Person(22)
    bot = telegram.Bot(TOKEN, base_url=f"{ADDRESS}/bot", base_file_url=f"{ADDRESS}/file/bot")
    async with bot:
        assert (await bot.get_chat(ada.id)).username == "ada_22"
        await bot.set_my_commands([telegram.BotCommand("start", "начать")], language_code="ru")
        await bot.delete_webhook(drop_pending_updates=True)
        ada.write("a + b & c = ü 🙂 100%")
        update = (await bot.get_updates(timeout=20, allowed_updates=["message", "callback_query"]))[0]
        assert update.message.text == "a + b & c = ü 🙂 100%"

        button = telegram.InlineKeyboardButton("Again", callback_data="again:1")
        keyboard = telegram.InlineKeyboardMarkup([[button]])
        sent = await bot.send_message(ada.id, "a + b & c = ü 🙂 100%", reply_markup=keyboard)
        assert sent.text == ada.next("message")["text"] == "a + b & c = ü 🙂 100%"

        press = ada.press(sent.message_id, "again:1")
        query = (await bot.get_updates(offset=update.update_id + 1, timeout=20))[0].callback_query
        assert (query.id, query.data, query.message.text) == (press, "again:1", sent.text)
        assert await query.answer()
        assert ada.next("answer")["callback_query_id"] == press
        try:
            await query.answer()
            raise AssertionError("a press was answered twice")
        except telegram.error.BadRequest as error:
            assert "query is too old" in error.message.lower(), error

        assert await bot.send_chat_action(ada.id, "upload_photo") and ada.next("action") == "upload_photo"
        photo = await bot.send_photo(ada.id, picture(), caption="Blue", reply_markup=keyboard)
        assert (photo.photo[0].width, photo.caption) == (8, "Blue")
        assert ada.next("message")["photo"][0]["file_id"] == photo.photo[0].file_id
        document = await bot.send_document(ada.id, picture(), filename="blue.png")
        assert document.document.file_name == "blue.png"
        file = await bot.get_file(document.document.file_id)
        assert bytes(await file.download_as_bytearray()) == picture()
        assert await sent.delete() and ada.next("deleted") == sent.message_id


def queries():
    ada = Person(4)
    telebot.apihelper.API_URL = ADDRESS + "/bot{0}/{1}"
    telebot.apihelper.FILE_URL = ADDRESS + "/file/bot{0}/{1}"
    bot = telebot.TeleBot(TOKEN)
    ada.write("/start")
    update = bot.get_updates(offset=-1, long_polling_timeout=20)[-1]
    assert update.message.from_user.username == "ada_4"
    keyboard = telebot.types.InlineKeyboardMarkup([[telebot.types.InlineKeyboardButton("Again", callback_data="again:1")]])
    sent = bot.send_message(ada.id, "a + b & c", reply_markup=keyboard)
    assert ada.next("message")["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "again:1"
    press = ada.press(sent.message_id, "again:1")
    query = bot.get_updates(offset=update.update_id + 1, long_polling_timeout=20)[0].callback_query
    assert query.id == press and bot.answer_callback_query(query.id, "Painting")
    photo = bot.send_photo(ada.id, picture(), caption="Blue")
    assert bot.download_file(bot.get_file(photo.photo[0].file_id).file_path) == picture()
    assert bot.edit_message_caption("Bluer", ada.id, photo.message_id).caption == "Bluer"


asyncio.run(forms())
queries()
print("forms: done")
