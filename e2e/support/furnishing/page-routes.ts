import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FILE = 'apps/admin/src/app/app.routes.ts';

/** Every page of app.routes.ts by its whole path: what loads a component and has no pages inside. */
export function pageRoutes(root = process.cwd()): string[] {
  const text = readFileSync(join(root, FILE), 'utf8');
  const lists = namedLists(ts.createSourceFile(FILE, text, ts.ScriptTarget.Latest, true));

  const pagesOf = (list: ts.Expression | undefined, parent: string): string[] => {
    if (!list) return [];
    const routes = ts.isArrayLiteralExpression(list) ? list : lists.get(list.getText());
    return (routes?.elements ?? []).flatMap((route) => {
      const path = partOf(route, 'path');
      const own = path && ts.isStringLiteral(path) ? path.text : '';
      const whole = [parent, own].filter(Boolean).join('/');
      const children = partOf(route, 'children');
      if (children) return pagesOf(children, whole);
      return partOf(route, 'loadComponent') ? [whole] : [];
    });
  };
  return pagesOf(lists.get('routes'), '');
}

function namedLists(source: ts.SourceFile): Map<string, ts.ArrayLiteralExpression> {
  const lists = new Map<string, ts.ArrayLiteralExpression>();
  for (const statement of source.statements.filter(ts.isVariableStatement))
    for (const { name, initializer } of statement.declarationList.declarations)
      if (initializer && ts.isArrayLiteralExpression(initializer)) lists.set(name.getText(), initializer);
  return lists;
}

function partOf(route: ts.Expression, name: string): ts.Expression | undefined {
  if (!ts.isObjectLiteralExpression(route)) return undefined;
  return route.properties.filter(ts.isPropertyAssignment).find((part) => part.name.getText() === name)
    ?.initializer;
}
