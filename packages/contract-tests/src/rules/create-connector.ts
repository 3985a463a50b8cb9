import { rulesOf } from './define-rules.ts';
import { connectorPath } from '../http/path.ts';

export const createConnectorRules = rulesOf('createConnector', [
  {
    rule: '201-created',
    says: 'A new connector is answered with 201, its name, its config with `name` in it, no tasks yet, and its type.',
    needs: ['connector'],
    async run(ctx) {
      const { created, name, config } = await ctx.create();
      created
        .hasStatus(201)
        .hasJson()
        .hasMember('name', name)
        .hasMember('config', { ...config, name })
        .hasMember('tasks', []);
    },
  },
  {
    rule: '409-already-exists',
    says: 'Creating a connector under a name that is taken is a 409 that says so, and leaves the one that is there as it was.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.create();
      const again = await ctx.post('/connectors', { name: connector.name, config: { ...connector.config, 'tasks.max': '2' } });
      again.isError(409, `Connector ${connector.name} already exists`);
      (await ctx.get(connectorPath(connector.name, '/config')))
        .hasStatus(200)
        .hasBody({ ...connector.config, name: connector.name });
    },
  },
]);
