import type { Say } from './queue.ts';

const nameOf = (keep: string) => `tripmap-text:${location.pathname}:${keep}`;

/** What somebody has typed and not sent yet survives a dead battery: it is kept on this phone only. */
export function keepTexts(say: Say): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-keep]')) {
    const keep = form.dataset['keep'] ?? '';
    const fields = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, input.input')];
    const kept = read(keep);
    let restored = false;
    for (const field of fields) {
      const text = kept[field.name];
      if (typeof text !== 'string' || text === field.value) continue;
      field.value = text;
      restored = true;
    }
    if (restored) {
      const note = document.createElement('p');
      note.className = 'soft small';
      note.textContent = say('kept');
      form.prepend(note);
    }
    form.addEventListener('input', () => {
      const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
      try {
        localStorage.setItem(nameOf(keep), JSON.stringify(texts));
      } catch {
        // A full or forbidden store: the form works all the same.
      }
    });
  }
}

export function forgetTexts(keep: string): void {
  try {
    localStorage.removeItem(nameOf(keep));
  } catch {
    // Nothing was kept then.
  }
}

function read(keep: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(nameOf(keep)) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
