import { Injectable } from '@nestjs/common';
import { Team } from '@vortex/example-web';

/** The app's whole database, which the examples share, as a provider. */
@Injectable()
export class TeamService extends Team {}
