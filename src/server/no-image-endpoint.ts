import type { APIRoute } from 'astro';

/** Stands where Astro would scale pictures on request: any width allowed would be a door to deny service. */
export const GET: APIRoute = () => new Response(null, { status: 404 });
