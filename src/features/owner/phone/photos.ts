import type { Say } from './queue.ts';

type Size = { longestSide: number; quality: number };
/** The widest picture the site shows is 1440 points: more would only travel. */
const USUAL: Size = { longestSide: 1600, quality: 0.82 };
/** Where the phone calls its line slow or asks to spare data. */
const SPARING: Size = { longestSide: 1280, quality: 0.74 };
/** The door takes no more at once, and breaks the line off while it is still being sent: told here, before. */
const MOST_BYTES = 24 * 1024 * 1024;

/**
 * Makes camera pictures small before they go over a weak line, and JPEG whatever they were: an iPhone reads its own
 * HEIC. What cannot be read here is sent as it is, except HEIC, which the server cannot read either.
 */
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
      void shrinkAll(input).then(({ bytes, unreadable }) => {
        const problem = unreadable ? 'heic' : bytes > MOST_BYTES ? 'tooHeavy' : undefined;
        note.hidden = bytes === 0 && problem === undefined;
        note.classList.toggle('danger', problem !== undefined);
        note.setAttribute('role', problem === undefined ? 'status' : 'alert');
        note.textContent = problem === undefined ? say('shrunk', { kb: Math.round(bytes / 1024) }) : say(problem);
        if (problem !== undefined) input.value = '';
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

type Shrunk = { bytes: number; /** One of them is HEIC that neither phone nor server can read. */ unreadable: boolean };

async function shrinkAll(input: HTMLInputElement): Promise<Shrunk> {
  const small = new DataTransfer();
  let bytes = 0;
  let unreadable = false;
  for (const file of input.files ?? []) {
    const made = await shrink(file).catch(() => file);
    unreadable ||= made === file && (await isHeic(file));
    bytes += made.size;
    small.items.add(made);
  }
  input.files = small.files;
  return { bytes, unreadable };
}

async function shrink(file: File): Promise<File> {
  const { longestSide, quality } = wantedSize();
  const picture = await decode(file);
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if ('close' in picture) picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  const better = blob !== null && (blob.size < file.size || (await isHeic(file)));
  return better ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : file;
}

function wantedSize(): Size {
  const line = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection;
  return line?.saveData === true || line?.effectiveType?.endsWith('2g') === true ? SPARING : USUAL;
}

/**
 * Upright. Some versions of Safari show HEIC as an image and make no bitmap of it. Other kinds do not get the second
 * try: an image of a file that came only in part is half a picture, and passes for a whole one.
 */
async function decode(file: File): Promise<ImageBitmap | HTMLImageElement> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    if (!(await isHeic(file))) throw error;
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
      return image;
    } finally {
      URL.revokeObjectURL(image.src);
    }
  }
}

/** By the brand in its first bytes, as the server tells it. */
async function isHeic(file: File): Promise<boolean> {
  const head = new TextDecoder('latin1').decode(await file.slice(4, 12).arrayBuffer());
  return /^ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)$/.test(head);
}
