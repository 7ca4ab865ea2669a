// The person's side of the stand-in, over HTTP and JSON.

const waitSeconds = 25;
const longestPause = 4000;

/// An answer that is no success.
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `status ${status}`);
    this.status = status;
  }
}

export class Service {
  #person;
  #listener;
  #position = 0;
  #isKnown = false;
  #isAway = true;
  #wake = () => {};
  #poll = null;

  /// The listener has `event(event)`, `missed()` when every message comes anew because some events are lost,
  /// `reachable(isReachable)` and `forgotten()`.
  constructor(person, listener) {
    this.#person = person;
    this.#listener = listener;
    // A tab that nobody looks at holds no connection open: a browser has few of them for all tabs together.
    document.addEventListener('visibilitychange', () => this.#hurry());
    addEventListener('online', () => this.#hurry());
  }

  async introduce() {
    const { first_name, username, language_code } = this.#person;
    await ask('PUT', this.#path(''), { first_name, username, language_code });
    this.#isKnown = true;
  }

  say(text) {
    return this.#known(() => ask('POST', this.#path('/messages'), { text }));
  }

  press(message_id, data) {
    return ask('POST', this.#path('/presses'), { message_id, data });
  }

  async commands() {
    const answer = await ask('GET', `/stand-in/commands?language_code=${this.#person.language_code}`);
    return answer.commands;
  }

  /// Listens as long as the page lives.
  async listen() {
    let pause = 250;
    for (;;) {
      try {
        if (!this.#isKnown) await this.introduce();
        await this.#next();
        this.#isAway = false;
        this.#listener.reachable(true);
        pause = 250;
      } catch (error) {
        if (error.name === 'AbortError') continue;
        this.#isAway = true;
        if (error.status === 404) this.#wasForgotten();
        else this.#listener.reachable(false);
        await this.#rest(pause * (0.75 + Math.random() / 2));
        pause = Math.min(pause * 2, longestPause);
      }
    }
  }

  async #next() {
    // Whether the service is there is known at once; only then is it worth waiting for news.
    const wait = document.hidden || this.#isAway ? 0 : waitSeconds;
    this.#poll = new AbortController();
    const path = this.#path(`/events?after=${this.#position}&wait=${wait}`);
    const { last, has_gap, events } = await ask('GET', path, undefined, this.#poll.signal, (wait + 15) * 1000);
    if (last < this.#position) throw new Refusal(404);
    this.#position = last;
    if (has_gap) this.#listener.missed();
    for (const event of events) this.#listener.event(event);
    if (document.hidden && !events.length) {
      this.#listener.reachable(true);
      await this.#rest(1500);
    }
  }

  /// What a person says is refused by a service that does not know the person; so it may be said again.
  async #known(act) {
    try {
      return await act();
    } catch (error) {
      if (error.status !== 404) throw error;
      this.#wasForgotten();
      await this.introduce();
      return act();
    }
  }

  /// The service has started again: it counts anew and knows nobody.
  #wasForgotten() {
    if (!this.#isKnown) return;
    this.#isKnown = false;
    this.#position = 0;
    this.#listener.forgotten();
  }

  #hurry() {
    this.#wake();
    this.#poll?.abort();
  }

  #rest(milliseconds) {
    return new Promise(resolve => {
      this.#wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  #path(rest) {
    return `/stand-in/people/${this.#person.id}${rest}`;
  }
}

async function ask(method, path, body, signal, timeout = 15_000) {
  const limit = AbortSignal.timeout(timeout);
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    cache: 'no-store',
  });
  const isJSON = /json/.test(response.headers.get('Content-Type') ?? '');
  const answer = isJSON ? await response.json() : null;
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}

export function fileAddress(id) {
  return `/stand-in/files/${encodeURIComponent(id)}`;
}
