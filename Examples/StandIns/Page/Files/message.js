// One message as it stands in the conversation. Everything that anybody wrote becomes text, never markup.

import { fileAddress } from './service.js';
import { language, text } from './texts.js';

/// A command or an address inside a text.
const marks = /(?<=^|[\s(])\/[a-z][a-z0-9_]{0,31}(?![\w/])|https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

export function element(tag, properties = {}, ...children) {
  const { dataset, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  Object.assign(made.dataset, dataset);
  made.append(...children);
  return made;
}

/// Returns the content of a message's list item.
export function bubble(message) {
  const media = picture(message) ?? file(message);
  const words = message.text ?? message.caption;
  const box = element('div', { className: media?.matches('.photo') ? 'bubble with-picture' : 'bubble' });
  if (media) box.append(media);
  const written = time(message.date);
  if (words) {
    const entities = message.entities ?? message.caption_entities ?? [];
    box.append(element('p', { className: 'words', dir: 'auto' }, ...formatted(words, entities), ' ', written));
  } else {
    box.append(written);
  }
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return rows.length ? [box, keyboard(rows)] : [box];
}

const tags = {
  bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', blockquote: 'blockquote',
};

/// A text with Telegram's entities, which may lie inside each other but never across.
function formatted(words, entities, start = 0, end = words.length) {
  const parts = [];
  let at = start;
  for (const { type, offset, length, url } of entities) {
    const stop = Math.min(offset + length, end);
    if (offset < at || stop <= offset) continue;
    const isLink = type === 'text_link' && isAddress(url);
    if (!isLink && !tags[type]) continue;
    const inner = entities.filter(one => one.offset >= offset && one.offset + one.length <= stop && one.type !== type);
    const children = formatted(words, inner, offset, stop);
    parts.push(...marked(words.slice(at, offset)));
    parts.push(isLink ? link(url, words.slice(offset, stop)) : element(tags[type], {}, ...children));
    at = stop;
  }
  return [...parts, ...marked(words.slice(at, end))];
}

/// A plain text with its commands and addresses made to press.
function marked(words) {
  const parts = [];
  let end = 0;
  for (const match of words.matchAll(marks)) {
    parts.push(words.slice(end, match.index));
    parts.push(
      match[0].startsWith('/')
        ? element('button', { type: 'button', className: 'command', dataset: { say: match[0] } }, match[0])
        : link(match[0], match[0])
    );
    end = match.index + match[0].length;
  }
  return [...parts, words.slice(end)];
}

function isAddress(url) {
  return /^https?:\/\//.test(url ?? '');
}

function link(address, label) {
  return element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, label);
}

function time(seconds) {
  const date = new Date(seconds * 1000);
  const format = new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return element('time', { dateTime: date.toISOString(), title: date.toLocaleString(language()) }, format.format(date));
}

function picture(message) {
  const size = message.photo?.at(-1);
  if (!size) return null;
  const image = element('img', {
    src: fileAddress(size.file_id),
    alt: message.caption?.trim() || text('picture'),
    decoding: 'async',
  });
  const button = element('button', {
    type: 'button',
    className: 'photo',
    title: text('enlarge'),
    dataset: { picture: size.file_id, caption: message.caption ?? '' },
  }, image);
  return button;
}

function file(message) {
  const sent = message.document;
  if (!sent) return null;
  const name = sent.file_name || text('document');
  const about = element('span', { className: 'file-about' }, element('b', { dir: 'auto' }, name));
  if (sent.file_size) about.append(element('small', {}, bytes(sent.file_size)));
  return element('a', { className: 'file', href: fileAddress(sent.file_id), download: name }, about);
}

function bytes(count) {
  const [unit, size] = count < 1e6 ? ['kilobyte', count / 1e3] : ['megabyte', count / 1e6];
  const format = new Intl.NumberFormat(language(), { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(Math.max(size, 0.1));
}

function keyboard(rows) {
  const board = element('div', { className: 'keyboard', role: 'group' });
  for (const row of rows) {
    board.append(element('div', { className: 'keyboard-row' }, ...row.map(key)));
  }
  return board;
}

function key(button) {
  if (isAddress(button.url)) return Object.assign(link(button.url, button.text), { className: 'key' });
  const data = button.callback_data;
  const made = element('button', { type: 'button', className: 'key', disabled: !data }, button.text);
  if (data) made.dataset.press = data;
  return made;
}
