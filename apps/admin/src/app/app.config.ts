import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  type ApplicationConfig,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { MAT_SNACK_BAR_DEFAULT_OPTIONS } from '@angular/material/snack-bar';
import {
  provideRouter,
  RouteReuseStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withRouterConfig,
} from '@angular/router';
import { routes } from './app.routes';
import { sessionInterceptor } from './auth/session-interceptor';
import { contactInterceptor } from './errors/contact-interceptor';
import { reloadWhenPageFailed } from './errors/page-load';
import { PageReuse } from './layout/page-reuse';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      // Whoever stays on a page after all has the history as it was.
      withRouterConfig({ canceledNavigationResolution: 'computed' }),
      withNavigationErrorHandler(reloadWhenPageFailed),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
    ),
    { provide: RouteReuseStrategy, useClass: PageReuse },
    provideHttpClient(withInterceptors([sessionInterceptor, contactInterceptor])),
    {
      provide: MAT_SNACK_BAR_DEFAULT_OPTIONS,
      useValue: { duration: 8000, horizontalPosition: 'right', verticalPosition: 'bottom' },
    },
  ],
};
