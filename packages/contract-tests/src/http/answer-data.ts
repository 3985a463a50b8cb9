/** One request and what came back. */
export interface AnswerData {
  readonly method: string;
  /** As it was sent. */
  readonly path: string;
  readonly url: string;
  readonly curl: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly durationMs: number;
}
