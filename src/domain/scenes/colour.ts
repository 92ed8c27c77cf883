type Triple = readonly [number, number, number];

function toLinear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function toByte(linear: number): number {
  const c = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.max(0, Math.min(255, Math.round(c * 255)));
}

/** sRGB hex to OKLab (Björn Ottosson, 2020): mixing there keeps haze clean instead of grey-brown. */
function toLab(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  const r = toLinear((value >> 16) & 255);
  const g = toLinear((value >> 8) & 255);
  const b = toLinear(value & 255);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toHex([lightness, a, b]: Triple): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const bytes = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(toByte);
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const known = new Map<string, Triple>();

function lab(hex: string): Triple {
  const found = known.get(hex);
  if (found) return found;
  const made = toLab(hex);
  // Mixed colours are endless; forgetting them all now and then keeps the table small.
  if (known.size > 4000) known.clear();
  known.set(hex, made);
  return made;
}

/** `share` 0 gives `from`, 1 gives `to`. Colours are `#rrggbb`. */
export function mix(from: string, to: string, share: number): string {
  const a = lab(from);
  const b = lab(to);
  const t = Math.max(0, Math.min(1, share));
  return toHex([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]);
}

/** Lighter (positive) or darker (negative) by a share of OKLab lightness, hue kept. */
export function shade(hex: string, by: number): string {
  const [l, a, b] = lab(hex);
  const next = Math.max(0, Math.min(1, l + by));
  return toHex([next, a, b]);
}
