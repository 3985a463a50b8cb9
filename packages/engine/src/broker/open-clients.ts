interface Closable {
  close(): Promise<void>;
}

/** What a broker has made and nobody has closed yet. */
export class OpenClients {
  readonly #clients = new Set<Closable>();

  /** Closed with the rest, and forgotten when it was closed before. */
  keep<T extends Closable>(client: T): T {
    this.#clients.add(client);
    const close = client.close.bind(client);
    client.close = async () => {
      this.#clients.delete(client);
      await close();
    };
    return client;
  }

  async closeAll(): Promise<void> {
    await Promise.all(Array.from(this.#clients, (client) => client.close()));
    this.#clients.clear();
  }
}
