/** RFC 5322's atoms: no quotes, no comments, no groups, nothing that a mail program could read as a second address. */
const ADDRESS = /^[\p{L}\d!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\d!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+[\p{L}\d-]{2,}$/u; // prettier-ignore
const LONGEST = 254;

/** Whether a text is one mail address and nothing more. Says nothing about whether anybody reads it. */
export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST && text.indexOf('@') <= 64 && ADDRESS.test(text);
}
