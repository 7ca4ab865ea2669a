// Who this tab is. A tab is a person: a second one is a second person, and so is the copy of a tab, which the browser
// gives a copy of the tab's memory. A reload stays the same person.

import { languages } from './texts.js';

const key = 'person';
const names = ['Ada', 'Alan', 'Barbara', 'Edsger', 'Emmy', 'Grace', 'Hedy', 'Katherine', 'Kurt', 'Mary', 'Radia', 'Sofia'];

/// Returns the person of this tab, who is its own as long as the tab lives.
export async function claimPerson() {
  const kept = remembered();
  if (kept && await claim(kept.id)) return kept;
  const person = newPerson();
  await claim(person.id);
  remember(person);
  return person;
}

export function remember(person) {
  sessionStorage.setItem(key, JSON.stringify(person));
}

function remembered() {
  try {
    const person = JSON.parse(sessionStorage.getItem(key));
    const isWhole = Number.isSafeInteger(person?.id) && person.id > 0 && typeof person.first_name === 'string';
    return isWhole && languages.includes(person.language_code) ? person : null;
  } catch {
    return null;
  }
}

function newPerson() {
  const [first, second] = crypto.getRandomValues(new Uint32Array(2));
  const name = names[first % names.length];
  return {
    id: 1_000_000_000 + second,
    first_name: name,
    username: `${name.toLowerCase()}_${1000 + second % 9000}`,
    language_code: navigator.language.startsWith('ru') ? 'ru' : 'en',
  };
}

/// Takes the lock that says who is open in a tab. A page that is being reloaded gives its lock back a moment later, so the
/// wait is short and not none.
async function claim(id) {
  if (!navigator.locks) return true;
  return new Promise(resolve => {
    const signal = AbortSignal.timeout(700);
    const untilTheTabCloses = () => new Promise(() => resolve(true));
    navigator.locks.request(`person ${id}`, { signal }, untilTheTabCloses).catch(() => resolve(false));
  });
}
