// The page: joins the person, the service, the conversation and the input.

import { Composer } from './composer.js';
import { Log } from './log.js';
import { alertNote, showPicture, toast } from './notices.js';
import { claimPerson, remember } from './person.js';
import { Service } from './service.js';
import { languages, speak, text } from './texts.js';

const answerSeconds = 15;
const bannerDelay = 600;
const byID = id => document.getElementById(id);

const person = await claimPerson();
const log = new Log();
const composer = new Composer(say);
const pressed = new Map();
const answers = new Map();
let bannerTimer = null;
let statusTimer = null;
let unread = 0;

const service = new Service(person, {
  event(event) {
    if (event.message) received(event.message);
    if (event.deleted) log.remove(event.deleted);
    if (event.action) act(event.action);
    if (event.answer) answered(event.answer);
  },
  reachable(isReachable) {
    clearTimeout(bannerTimer);
    if (isReachable) byID('banner').hidden = true;
    else bannerTimer = setTimeout(() => { byID('banner').hidden = false; }, bannerDelay);
  },
  missed() {
    log.clear();
    releaseAll();
  },
  forgotten() {
    log.forget();
    releaseAll();
    loadCommands();
  },
});

function received(message) {
  log.show(message);
  if (!message.from?.is_bot) return;
  status('online');
  // The bot says its commands when it starts, maybe a moment after this page.
  if (!composer.hasCommands) loadCommands();
  if (document.hidden && !message.edit_date) unread += 1;
  title();
}

async function say(words) {
  const item = log.showSending(words);
  try {
    const { message_id } = await service.say(words);
    log.sent(item, message_id);
  } catch (error) {
    const reason = error.status === 422 ? text('tooLong') : error.status ? text('refused') : '';
    log.failed(item, reason, () => say(words));
  }
}

/// A key is busy from its press until the bot's answer, or until it is clear that none comes.
async function press(key) {
  if (key.getAttribute('aria-busy') === 'true') return;
  const message = log.messageID(key);
  if (message === null) return toast(text('oldButton'));
  key.setAttribute('aria-busy', 'true');
  try {
    const { callback_query_id: id } = await service.press(message, key.dataset.press);
    pressed.set(id, key);
    setTimeout(() => { if (finish(id)) toast(text('noAnswer')); }, answerSeconds * 1000);
    if (answers.has(id)) answered(answers.get(id));
  } catch (error) {
    release(key);
    toast(text(error.status === 404 ? 'oldButton' : error.status ? 'refused' : 'away'));
  }
}

/// The answer may come before the press is known to have arrived; then it waits.
function answered(answer) {
  answers.set(answer.callback_query_id, answer);
  if (answers.size > 20) answers.delete(answers.keys().next().value);
  if (!finish(answer.callback_query_id)) return;
  answers.delete(answer.callback_query_id);
  if (answer.text && answer.show_alert) alertNote(answer.text);
  else if (answer.text) toast(answer.text);
}

function finish(id) {
  const key = pressed.get(id);
  if (key) release(key);
  return pressed.delete(id);
}

function release(key) {
  key.removeAttribute('aria-busy');
}

function releaseAll() {
  for (const key of pressed.values()) release(key);
  pressed.clear();
}

function act(action) {
  const key = ['typing', 'upload_photo', 'upload_document'].includes(action) ? action : 'busy';
  log.act(text(key));
  status(key);
}

function status(key) {
  clearTimeout(statusTimer);
  byID('status').textContent = text(key);
  byID('status').classList.toggle('active', key !== 'online');
  if (key !== 'online') statusTimer = setTimeout(() => status('online'), 6000);
}

function title() {
  document.title = unread ? `(${unread}) Atelier` : 'Atelier';
}

async function choose(language) {
  if (person.language_code === language) return;
  person.language_code = language;
  remember(person);
  translate();
  try {
    await service.introduce();
  } catch {
    // The person is introduced anew as soon as the service is back.
  }
  loadCommands();
}

async function loadCommands() {
  try {
    composer.setCommands(await service.commands());
  } catch {
    // The bot may not have said them yet; the next start of the service asks again.
  }
}

function translate() {
  speak(person.language_code);
  document.documentElement.lang = person.language_code;
  byID('person-name').textContent = person.first_name;
  byID('person-handle').textContent = person.username ? `@${person.username}` : '';
  byID('person').title = `${text('person')} ${person.first_name}`;
  byID('banner').textContent = text('away');
  byID('welcome-title').textContent = text('welcomeTitle');
  byID('welcome-text').textContent = text('welcomeText');
  byID('welcome-start').textContent = text('start');
  byID('input').placeholder = text('message');
  byID('alert').querySelector('button').textContent = text('ok');
  const labels = {
    input: 'message', send: 'send', menu: 'commands', commands: 'commands', log: 'conversation', scroller: 'conversation',
    'to-end': 'toEnd', picture: 'picture', 'picture-download': 'download', 'picture-close': 'close', languages: 'language',
  };
  for (const [id, key] of Object.entries(labels)) byID(id).ariaLabel = text(key);
  for (const id of ['send', 'menu', 'to-end', 'picture-download', 'picture-close']) byID(id).title = byID(id).ariaLabel;
  for (const language of languages) {
    const isCurrent = language === person.language_code;
    document.querySelector(`[data-language=${language}]`).ariaPressed = String(isCurrent);
  }
  status('online');
  log.translate();
}

document.addEventListener('click', event => {
  const { say: words, press: data, picture, language } = event.target.closest('button')?.dataset ?? {};
  if (words !== undefined) say(words);
  if (data !== undefined) press(event.target.closest('button'));
  if (picture !== undefined) showPicture(picture, event.target.closest('button').dataset.caption);
  if (language !== undefined) choose(language);
});
byID('welcome-start').addEventListener('click', () => { say('/start'); composer.focus(); });
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) unread = 0;
  title();
});

translate();
composer.focus();
document.body.classList.add('ready');
service.listen();
loadCommands();
