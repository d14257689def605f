import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../server/app/config.ts';

describe('the configuration', () => {
  it('has a default for everything: this machine only, limits on', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4780,
      isRateLimited: true,
      allowedHosts: [],
    });
  });

  it('comes from the environment; what the command says wins', () => {
    const environment = {
      MEDLINK_PORT: '8080',
      MEDLINK_HOST: '0.0.0.0',
      MEDLINK_ALLOWED_HOSTS: ' Clinic.lan , desk ',
    };

    expect(readConfig(environment, { port: '0' })).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      allowedHosts: ['clinic.lan', 'desk'],
    });
  });

  it.each([
    ['MEDLINK_PORT', 'eighty'],
    ['MEDLINK_PORT', '70000'],
    ['MEDLINK_PORT', '80.5'],
    ['MEDLINK_RATE_LIMIT', 'maybe'],
    ['MEDLINK_LOG_LEVEL', 'loud'],
    ['MEDLINK_REQUESTS_PER_MINUTE', '0'],
  ])('names the variable that is wrong: %s=%s', (variable, value) => {
    expect(() => readConfig({ [variable]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [variable]: value })).toThrow(variable);
  });

  it('names all of them at once', () => {
    expect(() => readConfig({ MEDLINK_PORT: 'x', MEDLINK_LOG_LEVEL: 'y' })).toThrow(
      /MEDLINK_PORT[\s\S]*MEDLINK_LOG_LEVEL/,
    );
  });
});
