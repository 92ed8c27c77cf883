/** Long enough that a word is finished, short enough that the eye still knows what it wrote. */
const PAUSE_MS = 600;
const PATIENCE_MS = 20_000;

/**
 * Asks for the page again at each pause in typing. Every answer loads in a frame of its own behind the one that is shown
 * and takes its place only when it is a whole page: a draft that cannot be drawn leaves the last good page where it is.
 * A new frame for each also keeps the browser's history free of previews.
 */
export function keepPageLive(root: HTMLElement, form: HTMLFormElement): void {
  const frames = root.querySelector<HTMLElement>('[data-frames]');
  const said = root.querySelector<HTMLElement>('[data-said]');
  let shown = root.querySelector('iframe');
  if (!frames || !said || !shown) return;
  const pattern = shown;
  let coming: HTMLIFrameElement | undefined;
  let behind = false;
  let asked = 0;
  let pause = 0;
  let patience = 0;

  warnBeforeLeaving(form);
  root.querySelector<HTMLElement>('[data-show]')?.setAttribute('hidden', '');
  watchSwitch(root.closest<HTMLElement>('[data-workbench]'), () => behind && ask());

  const say = (name: 'current' | 'asking' | 'kept' | 'failed', lines: readonly string[] = []) => {
    const list = document.createElement('ul');
    list.append(...lines.map((line) => Object.assign(document.createElement('li'), { textContent: line })));
    said.dataset['state'] = name;
    said.replaceChildren(root.dataset[name] ?? '', ...(lines.length > 0 ? [list] : []));
  };

  const ask = () => {
    // Out of sight nothing is asked for; what was missed is asked for when the page comes into sight.
    behind = coming !== undefined || root.getClientRects().length === 0;
    if (behind) return;
    say('asking');
    const next = pattern.cloneNode(false) as HTMLIFrameElement;
    next.name = `live-page-${++asked}`;
    next.removeAttribute('src');
    next.loading = 'eager';
    next.dataset['coming'] = '';
    frames.append(next);
    coming = next;
    next.addEventListener('load', () => settle(next));
    patience = window.setTimeout(() => settle(next), PATIENCE_MS);
    sendInto(next.name, root.dataset['livePage'] ?? '', form);
  };

  const settle = (next: HTMLIFrameElement) => {
    const page = documentOf(next);
    // A new frame first tells of its empty page.
    if (next !== coming || page?.URL === 'about:blank') return;
    clearTimeout(patience);
    coming = undefined;
    const state = page?.documentElement.dataset['live'] ?? page?.querySelector<HTMLElement>('[data-live]')?.dataset['live']; // prettier-ignore
    const before = shown && documentOf(shown);
    const hasGoodPage = before?.documentElement.dataset['live'] === 'page';
    if (page === undefined || state === undefined) {
      next.remove();
      say('failed');
    } else if (state === 'problems' && hasGoodPage) {
      const lines = [...page.querySelectorAll('li')].map((line) => line.textContent.trim());
      next.remove();
      say('kept', lines);
    } else {
      followTheme(page);
      delete next.dataset['coming'];
      next.contentWindow?.scrollTo(0, shown?.contentWindow?.scrollY ?? 0);
      shown?.remove();
      shown = next;
      if (state === 'page') say('current');
      else said.replaceChildren();
    }
    if (behind) ask();
  };

  shown.addEventListener('load', () => {
    const page = shown && documentOf(shown);
    if (page) followTheme(page);
  });
  // After a refusal the form holds what is not saved.
  if (root.hasAttribute('data-unsaved')) ask();
  const later = () => {
    clearTimeout(pause);
    pause = window.setTimeout(ask, PAUSE_MS);
  };
  for (const kind of ['input', 'change']) {
    form.addEventListener(kind, later);
    // The language of the preview stands outside the form it belongs to.
    root.addEventListener(kind, later);
  }
}

/** The document of a frame of ours; undefined for an error page of the browser. */
function documentOf(frame: HTMLIFrameElement): Document | undefined {
  try {
    return frame.contentDocument ?? undefined;
  } catch {
    return undefined;
  }
}

/** No script runs in the frame, so the theme that the officer chose on this device is handed in. */
function followTheme(page: Document): void {
  const { theme } = document.documentElement.dataset;
  if (theme !== undefined) page.documentElement.dataset['theme'] = theme;
}

/** Sends what a form says, without its files, into a frame. The form itself stays as it is. */
function sendInto(frame: string, action: string, form: HTMLFormElement): void {
  const copy = document.createElement('form');
  copy.method = 'post';
  copy.action = action;
  copy.target = frame;
  copy.hidden = true;
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    const field = document.createElement('textarea');
    field.name = name;
    field.value = value;
    copy.append(field);
  }
  document.body.append(copy);
  // A field of that name would stand in the method's place.
  HTMLFormElement.prototype.submit.call(copy);
  copy.remove();
}

/** Each part of an entry is a page of its own: going to the next one must not lose what was typed in this one. */
function warnBeforeLeaving(form: HTMLFormElement): void {
  let unsaved = false;
  form.addEventListener('input', () => (unsaved = true));
  form.addEventListener('submit', () => (unsaved = false));
  addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });
}

function watchSwitch(bench: HTMLElement | null, turned: () => void): void {
  const group = bench?.querySelector<HTMLElement>('[data-switch]');
  if (!bench || !group) return;
  group.hidden = false;
  const buttons = [...group.querySelectorAll<HTMLElement>('[data-view]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      bench.dataset['workbench'] = button.dataset['view'];
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
      turned();
    });
  }
}
