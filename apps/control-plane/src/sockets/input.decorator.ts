import { MessageBody } from '@nestjs/websockets';
import { SocketInputPipe } from '../validation/input.pipe.js';

/** A socket event's payload, checked against the class of the parameter. */
export const Input = () => MessageBody(new SocketInputPipe());
