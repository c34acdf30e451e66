import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

@Component({
  selector: 'sdp-root',
  imports: [RouterOutlet],
  template: '<router-outlet />',
})
export class App {}
