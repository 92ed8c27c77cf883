import type { Say } from './queue.ts';

const LONGEST_SIDE = 2000;
const QUALITY = 0.84;
/** The door takes no more at once, and breaks the line off while it is still being sent: told here, before. */
const MOST_BYTES = 24 * 1024 * 1024;

/** Makes camera pictures small before they go over a weak line. What cannot be read here is sent as it is. */
export function shrinkPhotos(say: Say): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[type=file][data-shrink]')) {
    showLabelAsButton(input);
    const note = document.createElement('p');
    note.className = 'notice';
    note.hidden = true;
    note.setAttribute('role', 'status');
    input.after(note);
    input.addEventListener('change', () => {
      const button = input.form?.querySelector<HTMLButtonElement>('button:not([type=button])');
      if (button) button.disabled = true;
      note.hidden = false;
      note.textContent = say('shrinking');
      void shrinkAll(input).then((bytes) => {
        note.textContent = bytes === 0 ? '' : say('shrunk', { kb: Math.round(bytes / 1024) });
        note.hidden = bytes === 0;
        note.classList.toggle('danger', bytes > MOST_BYTES);
        note.setAttribute('role', bytes > MOST_BYTES ? 'alert' : 'status');
        if (bytes > MOST_BYTES) {
          input.value = '';
          note.textContent = say('tooHeavy');
        }
        if (button) button.disabled = false;
      });
    });
  }
}

/** The browser's own file field speaks the browser's language; the label says the same in the reader's. */
function showLabelAsButton(input: HTMLInputElement): void {
  const [label] = input.labels ?? [];
  if (!label) return;
  input.className = 'visually-hidden';
  label.classList.add('button', 'big', 'choose');
}

async function shrinkAll(input: HTMLInputElement): Promise<number> {
  const small = new DataTransfer();
  let bytes = 0;
  for (const file of input.files ?? []) {
    const made = await shrink(file).catch(() => file);
    bytes += made.size;
    small.items.add(made);
  }
  input.files = small.files;
  return bytes;
}

async function shrink(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  return blob === null || blob.size >= file.size ? file : new File([blob], 'photo.jpg', { type: 'image/jpeg' });
}
