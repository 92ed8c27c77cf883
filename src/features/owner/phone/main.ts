import { rememberHome } from './keep-home.ts';
import { keepTexts } from './keep-texts.ts';
import { watchLocation } from './location.ts';
import { offerPasskey } from './passkey.ts';
import { shrinkPhotos } from './photos.ts';
import { startQueue } from './queue.ts';
import { readAloud } from './read-aloud.ts';
import { recordVoice } from './voice.ts';
import { bringOfflineScreen } from './worker.ts';

/** Everything here makes forms kinder; each of them works without it. */
const words = JSON.parse(document.body.dataset['phoneWords'] ?? '{}') as Record<string, string>;
const say = (key: string, values: Record<string, string | number> = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{{${name}}}`, String(value)), words[key] ?? '');

shrinkPhotos(say);
keepTexts(say);
startQueue(say);
rememberHome();
bringOfflineScreen();
readAloud(say);
recordVoice(say);
watchLocation();
offerPasskey(say);
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-print]')) window.print();
});
