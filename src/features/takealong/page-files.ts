/**
 * Files of the build that a page or a file of the build asks for. The service worker and the packs go by the same
 * rules, or one would call whole what the other cannot show.
 */

const FILE = /\/_astro\/[\w./@~%-]+?\.(?:js|css|woff2|svg|png|webp|avif|json)(?![\w-])/g;
const FONT_FACE = /@font-face\s*\{[^}]*\}/g;

/** Scripts, styles, islands, and the fonts our languages need. */
export function assetsOfPage(html: string): string[] {
  const faces = html.match(FONT_FACE) ?? [];
  // Faces for other scripts are in every page and asked for by none.
  const foreign = new Set(faces.filter((face) => !/U\+0{0,3}0-FF|U\+0000-00FF|U\+1EA0/i.test(face)).flatMap((face) => face.match(FILE) ?? [])); // prettier-ignore
  return [...new Set(html.match(FILE) ?? [])].filter((url) => !foreign.has(url));
}

/** Chunks and styles that a script names, loaded with it or later. */
export function assetsOfScript(text: string): string[] {
  const names = text.matchAll(/["'`](?:\.\/|\/?_astro\/)([\w.@~-]+\.(?:js|css))["'`]/g);
  return [...new Set([...names].map(([, name = '']) => `/_astro/${name}`))];
}
