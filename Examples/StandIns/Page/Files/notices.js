// What lies over the conversation: short notes, a note to be confirmed, a picture in full size.

import { element } from './message.js';
import { fileAddress } from './service.js';

const toastSeconds = 5;
const toasts = document.getElementById('toasts');
const alertBox = document.getElementById('alert');
const pictureBox = document.getElementById('picture');
const download = document.getElementById('picture-download');

export function toast(words) {
  const note = element('p', { className: 'toast' }, words);
  toasts.append(note);
  setTimeout(() => note.remove(), toastSeconds * 1000);
}

export function alertNote(words) {
  document.getElementById('alert-text').textContent = words;
  if (!alertBox.open) alertBox.showModal();
}

export function showPicture(id, caption) {
  const image = document.getElementById('picture-image');
  image.src = fileAddress(id);
  image.alt = caption;
  document.getElementById('picture-caption').textContent = caption;
  download.href = fileAddress(id);
  download.download = `${fileName(caption)}.png`;
  pictureBox.showModal();
}

// A press beside the picture closes it, as Escape does.
pictureBox.addEventListener('click', event => {
  if (event.target === pictureBox) pictureBox.close();
});

function fileName(caption) {
  return caption.split('\n')[0].replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'picture';
}
