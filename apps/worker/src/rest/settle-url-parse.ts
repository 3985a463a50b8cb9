import { parse } from 'node:url';

/**
 * The validators take addresses apart by `url.parse`. Until Node has warned once that this is deprecated, it looks at the call stack each
 * time whether a package calls, of which it says nothing: a twentieth of what a request costs. Here it "warns" once, unheard.
 */
export function settleUrlParse(): void {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    parse('/');
  } finally {
    process.noDeprecation = noDeprecation ?? false;
  }
}
