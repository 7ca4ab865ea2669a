"""python-telegram-bot 13 talks to the stand-in: JSON, and multipart for files. Usage: json-client.py ADDRESS TOKEN"""

import io

import telegram

from person import ADDRESS, TOKEN, Person, picture

bot = telegram.Bot(TOKEN, base_url=f"{ADDRESS}/bot", base_file_url=f"{ADDRESS}/file/bot")
ada = Person(13)
assert bot.get_me().username == "AtelierBot"
bot.set_my_commands([telegram.BotCommand("start", "say hello")])
assert bot.get_my_commands()[0].command == "start"
bot.delete_webhook(drop_pending_updates=True)

written = ada.write("/start now")
update = bot.get_updates(timeout=20)[0]
assert (update.message.message_id, update.message.text) == (written, "/start now")
assert update.message.entities[0].type == "bot_command" and update.effective_user.language_code == "ru"

keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Again", callback_data="again:1")]])
sent = bot.send_message(ada.id, "Hello <b>Ada</b> &amp; all", parse_mode="HTML", reply_markup=keyboard)
assert sent.entities[0].type == "bold" and sent.reply_markup.inline_keyboard[0][0].callback_data == "again:1"
seen = ada.next("message")
assert seen["text"] == "Hello Ada & all" and seen["message_id"] == sent.message_id

press = ada.press(sent.message_id, "again:1")
query = bot.get_updates(offset=update.update_id + 1, timeout=20)[0].callback_query
assert (query.id, query.data, query.message.message_id) == (press, "again:1", sent.message_id)
query.answer("Painting", show_alert=True)
assert ada.next("answer") == {"callback_query_id": press, "text": "Painting", "show_alert": True}

photo = bot.send_photo(ada.id, io.BytesIO(picture()), caption="Blue", reply_markup=keyboard)
assert (photo.photo[0].width, photo.photo[0].height) == (8, 4)
assert bytes(photo.photo[0].get_file().download_as_bytearray()) == picture()
assert bot.send_photo(ada.id, photo.photo[0].file_id).photo[0].file_id == photo.photo[0].file_id
assert sent.edit_text("Done").edit_date
try:
    sent.edit_text("Done")
    raise AssertionError("an edit that changes nothing was taken")
except telegram.error.BadRequest as error:
    assert "not modified" in error.message, error
print("json: done")
