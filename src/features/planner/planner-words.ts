/** Namespaces that the planner shows. */
export const PLANNER_WORDS = ['planner', 'findings', 'facts', 'calendar', 'map', 'alerts'] as const;
