import { type TemplateContent } from '@sdp/protocol';
import { choiceOf, seeded } from '../../../test/seeded.js';
import { type Surroundings } from '../content/service-sense.js';
import { escapePlaceholders } from '../content/placeholders.js';
import { readTemplateYaml } from './read-template-yaml.js';
import { writeTemplateYaml } from './write-template-yaml.js';

const SURROUNDINGS: Surroundings = {
  repositories: new Set(['orders', 'catalog', 'api-gateway']),
  environments: new Set(['team-a']),
  sandboxes: new Set(['payments-team']),
};

const SHOP: TemplateContent = {
  description: 'Orders and catalog behind their own gateway',
  environment: 'team-a',
  ttlHours: 48,
  labels: { team: 'shop', ticket: '${ticket}' },
  parameters: [
    { name: 'ticket', label: 'Ticket', pattern: '[A-Z]+-\\d+' },
    { name: 'color', default: 'red', choices: ['red', 'green', '1'] },
    { name: 'suffix', default: '' },
  ],
  variables: {
    LOG_LEVEL: 'debug',
    PORT_TEXT: '8080',
    PRICE: '$${5}',
    KEY: 'one\ntwo\n',
    EMPTY: '',
    YES: 'true',
  },
  services: [
    {
      name: 'orders',
      repository: 'orders',
      branch: 'feature/${ticket}${suffix}',
      containerPort: 8080,
      healthPath: '/health',
      variables: { COLOR: '${color}' },
      limits: { memoryMb: 256, cpus: 0.5 },
      dependsOn: ['catalog'],
    },
    {
      name: 'catalog',
      repository: 'catalog',
      branch: 'main',
      commit: 'c0ffee0000000000000000000000000000000001',
    },
    { name: 'api-gateway', repository: 'api-gateway', branch: 'main', dependsOn: ['orders', 'catalog'] },
  ],
  overrides: {
    payments: { kind: 'sandbox', sandbox: 'payments-team' },
    search: { kind: 'url', url: 'http://search.test:8080/' },
    catalog: { kind: 'baseline' },
    orders: { kind: 'instance' },
  },
};

function problemsOf(yaml: string, ownName?: string): string[] {
  const read = readTemplateYaml(yaml, SURROUNDINGS, ownName);
  return 'problems' in read
    ? read.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [];
}

describe('The YAML of a template', () => {
  it('reads well', () => {
    expect(writeTemplateYaml('shop', 3, SHOP)).toMatchInlineSnapshot(`
      "# Template shop of the Sandbox Deployment Platform, version 3.
      # Change what you like and import it: as a new version of this template, or, with another name, as a new one.
      # \${name} in a branch, a variable or a label stands for the parameter of that name; $\${ is a plain \${.

      name: shop
      description: Orders and catalog behind their own gateway
      environment: team-a
      ttlHours: 48

      labels:
        team: shop
        ticket: \${ticket}

      parameters:
        ticket:
          label: Ticket
          pattern: '[A-Z]+-\\d+'
        color:
          default: red
          choices: [ red, green, '1' ]
        suffix:
          default: ''

      variables:
        LOG_LEVEL: debug
        PORT_TEXT: '8080'
        PRICE: $\${5}
        KEY: |
          one
          two
        EMPTY: ''
        YES: 'true'

      services:
        orders:
          repository: orders
          branch: feature/\${ticket}\${suffix}
          containerPort: 8080
          healthPath: /health
          variables:
            COLOR: \${color}
          limits:
            memoryMb: 256
            cpus: 0.5
          dependsOn: [ catalog ]

        catalog:
          repository: catalog
          branch: main
          commit: c0ffee0000000000000000000000000000000001

        api-gateway:
          repository: api-gateway
          branch: main
          dependsOn: [ orders, catalog ]

      overrides:
        payments: { sandbox: payments-team }
        search: { url: http://search.test:8080/ }
        catalog: baseline
        orders: instance
      "
    `);
  });

  it('comes back as it went', () => {
    const read = readTemplateYaml(writeTemplateYaml('shop', 3, SHOP), SURROUNDINGS);
    expect(read).toEqual({ name: 'shop', content: SHOP });
    const again = 'content' in read ? writeTemplateYaml(read.name, 3, read.content) : '';
    expect(again).toBe(writeTemplateYaml('shop', 3, SHOP));
  });

  it('brings every text back, whatever is in it', () => {
    const random = seeded(7);
    const pieces = [
      ...' :#-?!&*|>@%`\'"{}[],~=$\n\r\t\\',
      'a',
      '1',
      'é',
      '語',
      '😀',
      '\u0007',
      '\u007f',
      '\u0085',
      '\u2028',
      '\ufeff',
      '\ud800',
      'null',
      'true',
      '1e3',
      '---',
      '...',
      '${',
    ];
    const aText = () =>
      escapePlaceholders(Array.from({ length: random(7) }, () => choiceOf(random, pieces)).join(''));
    for (let round = 0; round < 500; round++) {
      const content: TemplateContent = {
        variables: { A: aText(), B: aText() },
        services: [{ name: 'orders', repository: 'orders', branch: 'main', variables: { C: aText() } }],
      };
      const yaml = writeTemplateYaml('shop', 1, content);
      expect([yaml, readTemplateYaml(yaml, SURROUNDINGS)]).toEqual([yaml, { name: 'shop', content }]);
    }
  });

  it('takes a text without quotes as it is written', () => {
    const yaml = [
      'name: shop',
      'variables: { VERSION: 1.20, DEBUG: true, ON: yes, OCTAL: 0o17, DATE: 2026-11-23, NAME: null-ish }',
      'services: { orders: { repository: orders, branch: 1.10 } }',
    ].join('\r\n');
    expect(readTemplateYaml(yaml, SURROUNDINGS)).toMatchObject({
      content: {
        variables: {
          VERSION: '1.20',
          DEBUG: 'true',
          ON: 'yes',
          OCTAL: '0o17',
          DATE: '2026-11-23',
          NAME: 'null-ish',
        },
        services: [{ branch: '1.10' }],
      },
    });
  });

  it('may be written as in JSON, too', () => {
    const yaml = JSON.stringify({ name: 'shop', ...SHOP }, null, 2);
    expect(readTemplateYaml(yaml, SURROUNDINGS)).toEqual({ name: 'shop', content: SHOP });
  });

  it('tells everything that is wrong with it, each at its place', () => {
    const yaml = `name: Shop!
enviroment: team-a
environment: team-b
ttlHours: "48"
labels:
  team: sh op
  team: shop
parameters:
  ticket:
    pattern: '(a'
  color: { default: blue, choices: [red, green, red] }
  unused:
variables:
  A-B: x
  LIST: [a]
  NOTHING:
  WHO: \${HOME} \${tiket}
services:
  orders:
    repository: order
    branch: -x/\${ticket}
    containerPort: 70000
    limits: { memory: 5 }
    dependsOn: [catalog, catalgo]
  catalog:
    name: other
    repository: catalog
    branch: "\${color}.lock"
    dependsOn:
      - orders
overrides:
  payments: { sandbox: payments-taem }
  search: { url: ftp://x }
  orders: sometimes
  catalog: instance
  billing: instance
`;
    expect(problemsOf(yaml)).toMatchInlineSnapshot(`
      [
        "1:7 name must be 2 to 60 lower-case letters, digits and ._-, with a letter or digit at both ends",
        "2:1 "enviroment" is not known in template; did you mean "environment"?",
        "3:14 there is no environment "team-b"; did you mean "team-a"?",
        "4:11 ttlHours must be a whole number of hours from 1 to 8760, without quotes",
        "6:9 team must be 1 to 60 letters, digits and ._/-, starting with a letter or digit",
        "7:3 "team" is there twice",
        "10:14 pattern opens a group that is never closed",
        "11:21 "blue" must be one of red, green, red",
        "11:49 "red" is there twice",
        "12:3 the parameter unused is not used: write \${unused} into a branch, a variable or a label, or remove it",
        "14:3 "A-B" in variables must be a name of letters, digits and _, not starting with a digit",
        "15:9 LIST must be a text, but is a list",
        "16:11 NOTHING must be a text, but has no value",
        "17:8 \${HOME} is no parameter: write \${name} in lower-case letters, digits and _, or $\${HOME} for the text itself",
        "20:17 there is no repository "order"; did you mean "orders"?",
        "21:13 branch must be a branch name of letters, digits and ._/+#@-, not starting with a hyphen, dot or slash",
        "22:20 containerPort must be a whole number from 1 to 65535",
        "23:15 "memory" is not known in limits; did you mean "memoryMb"?",
        "24:16 dependsOn goes in a circle: orders → catalog → orders",
        "24:26 there is no service of this template "catalgo"; did you mean "catalog"?",
        "26:5 the name is what stands before the colon, "catalog"; remove this one",
        "28:13 branch must be a branch name of letters, digits and ._/+#@-, not starting with a hyphen, dot or slash",
        "32:24 there is no sandbox "payments-taem"; did you mean "payments-team"?",
        "33:18 url is no plain http(s) address: write it as http://host:port/path, without user, password or fragment",
        "34:11 orders must be "baseline", "instance", "sandbox: <its name>" or "url: <an address>"",
        "36:12 the template has no service billing that the override could lead to",
      ]
    `);
  });

  it.each<[string, string, string]>([
    ['nothing', '', '1:1 template must be'],
    ['a text', 'hello', '1:1 template must be'],
    ['a list', '- a', '1:1 template must be'],
    ['a tab', 'name: shop\nservices:\n\torders: x', '3:1 a tab cannot indent'],
    ['an open quote', 'name: "shop', '1:12 '],
    ['an anchor', 'name: &a shop', '1:10 the anchor &a'],
    ['an alias', 'name: shop\nenvironment: *a', '2:14 '],
    ['a merge', 'name: shop\n<<: *a', '2:5 '],
    ['a tag', 'name: !!binary c2hvcA==', '1:16 the tag'],
    ['a custom tag', 'name: !js x', 'the tag !js'],
    ['a directive', '%YAML 1.1\n---\nname: shop', '1:1 directives'],
    ['two documents', 'name: shop\n---\nname: b', '2:1 a second document'],
    ['deep nesting', `a: ${'['.repeat(50_000)}`, 'nested deeper'],
    ['deep blocks', '- '.repeat(50_000), 'nested deeper'],
    ['a key that is a list', 'name: shop\n[a, b]: c', '2:1 a name before a colon'],
    ['__proto__', 'name: shop\nvariables: { __proto__: x }', '2:14 "__proto__" in variables is not possible'],
  ])('refuses %s', (_, yaml, problem) => {
    expect(problemsOf(yaml).join('\n')).toContain(problem);
  });

  it('tells what is wrong before the first thing that cannot be read, too', () => {
    const yaml =
      'name: shop\nenviroment: team-a\nservices:\n  orders:\n    repository: orders\n\tbranch: main\n';
    expect(problemsOf(yaml)).toEqual([
      '2:1 "enviroment" is not known in template; did you mean "environment"?',
      expect.stringMatching(/^6:1 a tab cannot indent/),
    ]);
  });

  it('keeps to the name of the template it is a version of', () => {
    const yaml = 'name: shop\nservices: { orders: { repository: orders, branch: main } }';
    expect(problemsOf(yaml, 'shop')).toEqual([]);
    expect(problemsOf(yaml, 'store')).toEqual([
      expect.stringContaining('1:7 this is "shop", not a version of "store"'),
    ]);
  });

  it('does not multiply what a bomb refers to', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((one, index) => {
        const before = 'abcdefgh'[index];
        return `${one}: &${one} [${Array(9).fill(`*${before}`).join(',')}]`;
      }),
    ].join('\n');
    expect(problemsOf(bomb)[0]).toContain('1:');
    expect(problemsOf(bomb).length).toBeLessThanOrEqual(100);
  });

  it('answers 64 KiB of nonsense', () => {
    for (const piece of [
      '[',
      '{',
      'a: ',
      '- ',
      '? ',
      '"',
      "'",
      '&a ',
      '*a ',
      '|\n',
      'x: y\n',
      '\t',
      '${',
      ': ',
      '#',
      '!',
      '%\n',
    ])
      expect(problemsOf(piece.repeat(Math.ceil(65_536 / piece.length))).length).toBeGreaterThan(0);
  });
});
