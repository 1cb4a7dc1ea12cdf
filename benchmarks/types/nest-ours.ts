import { Injectable, Module } from '@nestjs/common';
import { OnVortexEvent, type VortexEvent, VortexModule } from '@vortex/nestjs';

@Injectable()
class Members {
  @OnVortexEvent('invitation.accepted')
  async add(event: VortexEvent<'invitation.accepted'>): Promise<void> {
    console.log(event.data.targetEmail);
  }
}

@Module({ imports: [VortexModule.forRoot({ routes: { authenticate: () => null } })], providers: [Members] })
export class AppModule {}
