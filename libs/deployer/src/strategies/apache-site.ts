/**
 * Apache's site for the tree at `/app`. Written for both the official php:apache image, which listens on 80, and a
 * distribution's own Apache. Files whose name starts with `.git` are never served.
 */
export function apacheSite(port: number): string {
  const listen = port === 80 ? [] : [`Listen ${port}`];
  return [
    ...listen,
    `<VirtualHost *:${port}>`,
    '  DocumentRoot ${APACHE_DOCUMENT_ROOT}',
    '  <Directory /app>',
    '    Options -Indexes +FollowSymLinks',
    '    AllowOverride All',
    '    Require all granted',
    '  </Directory>',
    '  <FilesMatch "^\\.(?:git|env)">',
    '    Require all denied',
    '  </FilesMatch>',
    '  ErrorLog /dev/stderr',
    '  CustomLog /dev/stdout combined',
    '</VirtualHost>',
    '',
  ].join('\n');
}
