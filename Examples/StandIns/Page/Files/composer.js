// Where a person writes: a growing input, the bot's commands after a slash, and the texts said before.

import { element } from './message.js';

const form = document.getElementById('composer');
const input = document.getElementById('input');
const send = document.getElementById('send');
const menu = document.getElementById('menu');
const list = document.getElementById('commands');

const remembered = 50;

export class Composer {
  #say;
  #commands = [];
  #said = [];
  #recalled = null;
  #chosen = -1;

  /// `say` gets each text that is sent.
  constructor(say) {
    this.#say = say;
    form.addEventListener('submit', event => { event.preventDefault(); this.#submit(); });
    input.addEventListener('input', () => this.#changed());
    input.addEventListener('keydown', event => this.#keyDown(event));
    input.addEventListener('blur', () => this.#close());
    // The input keeps the focus, and a phone its keyboard, while buttons beside it are pressed.
    for (const one of [send, menu, list]) one.addEventListener('pointerdown', event => event.preventDefault());
    menu.addEventListener('click', () => this.#toggleMenu());
    list.addEventListener('click', event => {
      const option = event.target.closest('[role=option]');
      if (option) this.#take(option.dataset.command);
    });
    document.addEventListener('keydown', event => this.#catchTyping(event));
  }

  setCommands(commands) {
    this.#commands = commands;
    menu.hidden = commands.length === 0;
    if (!list.hidden) this.#suggest();
  }

  get hasCommands() {
    return this.#commands.length > 0;
  }

  focus() {
    input.focus({ preventScroll: true });
  }

  #submit() {
    const words = input.value.trim();
    if (!words) return;
    if (this.#said.at(-1) !== words) this.#said = [...this.#said, words].slice(-remembered);
    this.#write('');
    this.#say(words);
    this.focus();
  }

  #write(words) {
    this.#recalled = null;
    input.value = words;
    this.#changed();
  }

  #changed() {
    send.disabled = !input.value.trim();
    input.style.setProperty('--lines', '0px');
    input.style.setProperty('--lines', `${input.scrollHeight}px`);
    this.#suggest();
  }

  #keyDown(event) {
    // An input method that is composing a word has the keys for itself.
    if (event.isComposing) return;
    const isOpen = !list.hidden;
    const command = list.children[this.#chosen]?.dataset.command;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (isOpen && command && input.value.trim() !== `/${command}`) this.#take(command);
      else this.#submit();
    } else if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const count = list.children.length;
      this.#choose((this.#chosen + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (isOpen && event.key === 'Tab' && !event.shiftKey && command) {
      event.preventDefault();
      this.#take(command);
    } else if (isOpen && event.key === 'Escape') {
      event.preventDefault();
      this.#close();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      if (this.#recall(event.key === 'ArrowUp' ? 1 : -1)) event.preventDefault();
    }
  }

  /// Goes through what was said before, unless something else is being written.
  #recall(step) {
    const isWriting = input.value !== '' && this.#recalled === null;
    const next = (this.#recalled ?? 0) + step;
    if (isWriting || next < 0 || next > this.#said.length) return false;
    const words = next === 0 ? '' : this.#said.at(-next);
    input.value = words;
    this.#changed();
    this.#close();
    this.#recalled = next === 0 ? null : next;
    return true;
  }

  /// Whoever types while nothing takes it means the input.
  #catchTyping(event) {
    const isText = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isText && document.activeElement !== input && !document.querySelector('dialog[open]')) this.focus();
  }

  #toggleMenu() {
    if (!list.hidden) return this.#close();
    if (!input.value.trim()) this.#write('/');
    this.focus();
    this.#open(this.#commands);
  }

  #suggest() {
    const typed = /^\/([a-z0-9_]*)$/i.exec(input.value)?.[1].toLowerCase();
    const found = typed === undefined ? [] : this.#commands.filter(one => one.command.startsWith(typed));
    if (found.length) this.#open(found); else this.#close();
  }

  #open(commands) {
    list.replaceChildren(...commands.map((one, index) => element('li', {
      role: 'option', id: `command-${index}`, dataset: { command: one.command },
    }, element('b', {}, `/${one.command}`), element('span', { dir: 'auto' }, one.description))));
    list.hidden = false;
    menu.setAttribute('aria-expanded', 'true');
    this.#choose(0);
  }

  #close() {
    list.hidden = true;
    this.#chosen = -1;
    menu.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  #choose(index) {
    this.#chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    list.children[index]?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', `command-${index}`);
  }

  #take(command) {
    this.#write(`/${command} `);
    this.#close();
    this.focus();
  }
}
