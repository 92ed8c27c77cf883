import type { APIRoute } from 'astro';

/** The parts are shown in a reader's language, like any page. */
export const GET: APIRoute = ({ redirect }) => redirect('/en/dev/components');
