// The conversation: a list of messages that grows at its end, and whose messages change in place.

import { bubble, element } from './message.js';
import { language, text } from './texts.js';

const scroller = document.getElementById('scroller');
const column = scroller.querySelector('.column');
const list = document.getElementById('log');
const welcome = document.getElementById('welcome');
const action = document.getElementById('action');
const toEnd = document.getElementById('to-end');
const unseen = document.getElementById('unseen');

const nearEnd = 80;
const actionSeconds = 6;

export class Log {
  #items = new Map();
  #messages = new Map();
  #sending = [];
  #actionTimer = null;
  #isAtEnd = true;
  #unseenCount = 0;
  #size = '';

  constructor() {
    scroller.addEventListener('scroll', () => this.#moved(), { passive: true });
    toEnd.addEventListener('click', () => this.goToEnd());
    const resize = new ResizeObserver(() => this.#moved());
    resize.observe(column);
    resize.observe(scroller);
  }

  /// Shows a message, or what became of one that is shown already.
  show(message) {
    const shown = this.#items.get(message.message_id) ?? this.#claimSending(message);
    if (shown) {
      this.#fill(shown, message);
      return;
    }
    const item = this.#append(message.from?.is_bot ? 'bot' : 'mine', message);
    this.#fill(item, message);
    if (message.from?.is_bot) this.act(null);
    this.#arrived(item);
  }

  remove(id) {
    this.#items.get(id)?.remove();
    this.#items.delete(id);
    this.#messages.delete(id);
  }

  /// Shows a text that is on its way; returns its item.
  showSending(words) {
    const message = { text: words, date: Math.floor(Date.now() / 1000) };
    const item = this.#append('mine', message);
    item.replaceChildren(...bubble(message));
    item.classList.add('sending');
    item.dataset.words = words;
    this.#sending.push(item);
    this.goToEnd();
    return item;
  }

  /// The text has arrived and is the message of this id.
  sent(item, id) {
    this.#sending = this.#sending.filter(one => one !== item);
    item.classList.remove('sending');
    const other = this.#items.get(id);
    if (other && other !== item) item.remove();
    else this.#items.set(id, item);
  }

  /// The text has not arrived; a press on its button calls `again`.
  failed(item, reason, again) {
    this.#sending = this.#sending.filter(one => one !== item);
    item.classList.remove('sending');
    item.classList.add('failed');
    const button = element('button', { type: 'button' }, text('sendAgain'));
    button.addEventListener('click', () => { item.remove(); again(); });
    item.append(element('p', { className: 'failure' }, `${text('notSent')} ${reason} `, button));
  }

  /// The service has started anew: what is shown stays to be read, its buttons belong to nobody.
  forget() {
    for (const item of this.#items.values()) item.classList.add('past');
    this.#items.clear();
    this.#messages.clear();
  }

  /// Shows nothing any more but what is on its way; what there is comes anew.
  clear() {
    for (const item of list.querySelectorAll('.day, .message:not(.sending, .failed)')) item.remove();
    this.#items.clear();
    this.#messages.clear();
  }

  /// Says what the bot is doing, for the few seconds that Telegram says it; null for nothing any more.
  act(words) {
    clearTimeout(this.#actionTimer);
    action.hidden = !words;
    action.querySelector('span').textContent = words ?? '';
    if (words) this.#actionTimer = setTimeout(() => this.act(null), actionSeconds * 1000);
  }

  /// Writes every message anew, in the language that the page speaks now.
  translate() {
    for (const [id, item] of this.#items) {
      const message = this.#messages.get(id);
      if (message) this.#fill(item, message);
    }
    for (const day of list.querySelectorAll('.day')) day.firstChild.textContent = dayName(Number(day.dataset.day));
  }

  goToEnd() {
    this.#isAtEnd = true;
    this.#jump();
  }

  /// The message that an element belongs to.
  messageID(child) {
    const item = child.closest('.message');
    for (const [id, one] of this.#items) if (one === item) return id;
    return null;
  }

  #fill(item, message) {
    // Whoever has the focus on a button keeps it where the keyboard has changed around it.
    const keys = [...item.querySelectorAll('.key')];
    const focused = keys.indexOf(document.activeElement);
    item.classList.remove('sending');
    item.replaceChildren(...bubble(message));
    shape(item, message);
    if (focused >= 0) {
      const left = item.querySelectorAll('.key');
      (left[focused] ?? left[0] ?? document.getElementById('input')).focus();
    }
    this.#items.set(message.message_id, item);
    this.#messages.set(message.message_id, message);
  }

  /// A message of this person that comes back before the answer to sending it does.
  #claimSending(message) {
    if (message.from?.is_bot) return null;
    const index = this.#sending.findIndex(item => item.dataset.words.trim() === message.text?.trim());
    return index < 0 ? null : this.#sending.splice(index, 1)[0];
  }

  #append(side, message) {
    welcome.hidden = true;
    const day = new Date(message.date * 1000).setHours(0, 0, 0, 0);
    const last = [...list.querySelectorAll('.day')].at(-1);
    if (Number(last?.dataset.day) !== day) {
      list.append(element('li', { className: 'day', dataset: { day } }, element('span', {}, dayName(day))));
    }
    const item = element('li', { className: `message ${side}` });
    list.append(item);
    return item;
  }

  #arrived(item) {
    if (this.#isAtEnd || item.classList.contains('mine')) {
      this.goToEnd();
    } else {
      this.#unseenCount += 1;
      this.#look();
    }
  }

  #jump() {
    scroller.scrollTop = scroller.scrollHeight;
    this.#look();
  }

  /// Whoever reads the end goes on reading it when pictures come, the input grows or the phone is turned.
  #moved() {
    const size = `${scroller.scrollHeight} ${scroller.clientHeight} ${scroller.clientWidth}`;
    const hasResized = size !== this.#size;
    this.#size = size;
    if (hasResized && this.#isAtEnd) this.#jump(); else this.#look();
  }

  #look() {
    this.#isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;
    if (this.#isAtEnd) this.#unseenCount = 0;
    toEnd.hidden = this.#isAtEnd;
    unseen.hidden = this.#unseenCount === 0;
    unseen.textContent = this.#unseenCount;
  }
}

/// A picture's place is kept before it comes, in the shape that it will have.
function shape(item, message) {
  const { width, height } = message.photo?.at(-1) ?? {};
  if (width > 0 && height > 0) item.style.setProperty('--ratio', width / height);
}

function dayName(day) {
  const today = new Date().setHours(0, 0, 0, 0);
  const yesterday = new Date(today - 12 * 3600 * 1000).setHours(0, 0, 0, 0);
  if (day === today) return text('today');
  if (day === yesterday) return text('yesterday');
  return new Date(day).toLocaleDateString(language(), { day: 'numeric', month: 'long', year: 'numeric' });
}
