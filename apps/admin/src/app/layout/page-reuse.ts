import { Injectable } from '@angular/core';
import { type ActivatedRouteSnapshot, BaseRouteReuseStrategy } from '@angular/router';

/**
 * The page of one thing never becomes the page of another: what is read, typed or under way on it stays with the thing
 * that its path names. Sections of a page, and what the query says, are still the same page.
 */
@Injectable()
export class PageReuse extends BaseRouteReuseStrategy {
  override shouldReuseRoute(next: ActivatedRouteSnapshot, now: ActivatedRouteSnapshot): boolean {
    return super.shouldReuseRoute(next, now) && JSON.stringify(next.params) === JSON.stringify(now.params);
  }
}
