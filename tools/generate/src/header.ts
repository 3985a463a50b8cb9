/** First line of every generated file. */
export const header = '// Generated from openapi/ by `npm run generate`. Do not edit.';
