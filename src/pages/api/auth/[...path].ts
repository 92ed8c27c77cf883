import type { APIRoute } from 'astro';

/** Passkeys: the browser's part talks to the kept library through the identity port. */
export const ALL: APIRoute = ({ locals, request, clientAddress }) =>
  locals.app.state.identity.handle(request, clientAddress);
