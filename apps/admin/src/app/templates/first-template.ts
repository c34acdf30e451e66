/** What an empty editor begins with: the shape, and what each part is for. */
export const FIRST_TEMPLATE = `name: shop
description: What a sandbox made from this is for
# environment: ocp-test

# \${ticket} in branches, variables and labels is replaced by what the person types.
parameters:
  ticket:
    label: Ticket
    pattern: '[A-Z]+-[0-9]+'

services:
  orders:
    repository: orders
    branch: feature/\${ticket}
  api-gateway:
    repository: api-gateway
    branch: main
    dependsOn: [ orders ]
`;
