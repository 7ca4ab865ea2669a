// What the page itself says, by language; what the bot says comes from the bot.

const texts = {
  en: {
    online: 'bot',
    typing: 'is typing…',
    upload_photo: 'is sending a picture…',
    upload_document: 'is sending a file…',
    busy: 'is busy…',
    away: 'The service is away. Trying again…',
    welcomeTitle: 'A picture from your words',
    welcomeText: 'Everything here runs on this machine: the bot, its wallet and its painter. Nothing leaves it.',
    start: 'Start',
    message: 'Message',
    send: 'Send',
    commands: 'Commands',
    conversation: 'Conversation',
    toEnd: 'To the newest message',
    today: 'Today',
    yesterday: 'Yesterday',
    picture: 'Picture',
    enlarge: 'Show in full size',
    download: 'Download',
    close: 'Close',
    document: 'File',
    ok: 'OK',
    language: 'Language',
    notSent: 'Not sent.',
    sendAgain: 'Send again',
    noAnswer: 'The bot has not answered. Try again.',
    oldButton: 'This button is too old.',
    refused: 'The service refused this.',
    tooLong: 'A text has 4096 characters at most.',
    person: 'You are',
  },
  ru: {
    online: 'бот',
    typing: 'печатает…',
    upload_photo: 'отправляет картинку…',
    upload_document: 'отправляет файл…',
    busy: 'занят…',
    away: 'Сервис недоступен. Пробуем снова…',
    welcomeTitle: 'Картинка из ваших слов',
    welcomeText: 'Всё здесь работает на этом компьютере: бот, его кошелёк и художник. Наружу не уходит ничего.',
    start: 'Начать',
    message: 'Сообщение',
    send: 'Отправить',
    commands: 'Команды',
    conversation: 'Переписка',
    toEnd: 'К последнему сообщению',
    today: 'Сегодня',
    yesterday: 'Вчера',
    picture: 'Картинка',
    enlarge: 'Показать целиком',
    download: 'Скачать',
    close: 'Закрыть',
    document: 'Файл',
    ok: 'Понятно',
    language: 'Язык',
    notSent: 'Не отправлено.',
    sendAgain: 'Отправить снова',
    noAnswer: 'Бот не ответил. Попробуйте ещё раз.',
    oldButton: 'Эта кнопка слишком старая.',
    refused: 'Сервис это отклонил.',
    tooLong: 'В тексте не больше 4096 знаков.',
    person: 'Вы',
  },
};

export const languages = Object.keys(texts);

let current = 'en';

export function speak(language) {
  current = languages.includes(language) ? language : 'en';
}

export function language() {
  return current;
}

export function text(key) {
  return texts[current][key];
}
