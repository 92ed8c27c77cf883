/** `0912 345 678`, `+84 912…` or `0084912…` as E.164; other countries need their prefix. Undefined for anything else. */
export function readPhone(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+')
    .replace(/^0/, '+84');
  return /^\+[0-9]{9,15}$/.test(digits) ? digits : undefined;
}

/** As people of the country write it: `0912 345 678`. */
export function showPhone(phone: string): string {
  const local = phone.replace(/^\+84/, '0');
  return local.length === 10 ? `${local.slice(0, 4)} ${local.slice(4, 7)} ${local.slice(7)}` : local;
}
