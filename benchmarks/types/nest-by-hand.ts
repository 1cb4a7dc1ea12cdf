import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Injectable,
  Module,
  Param,
  Post,
  Query,
  type RawBodyRequest,
  Req,
} from '@nestjs/common';
import {
  type AcceptUser,
  type ConfigureAutojoinRequest,
  type SyncInternalInvitationRequest,
  Vortex,
  VortexWebhooks,
} from '@teamvortexsoftware/vortex-node-22-sdk';

const user = { id: 'user-1', email: 'ada@example.com' };

@Injectable()
class Members {
  async add(event: object): Promise<void> {
    console.log(event);
  }
}

@Controller('webhooks/vortex')
class WebhookController {
  readonly #webhooks = new VortexWebhooks({ secret: '' });
  readonly #members: Members;

  constructor(members: Members) {
    this.#members = members;
  }

  @Post()
  @HttpCode(200)
  async receive(@Req() request: RawBodyRequest<{ headers: Record<string, string> }>): Promise<{ received: true }> {
    const signature = request.headers['x-vortex-signature'] ?? '';
    await this.#members.add(this.#webhooks.constructEvent(request.rawBody ?? '', signature));
    return { received: true };
  }
}

@Controller('api/vortex')
class RoutesController {
  readonly #vortex = new Vortex('');

  @Post('jwt')
  jwt() {
    return { jwt: this.#vortex.generateJwt({ user }) };
  }

  @Post('token')
  token() {
    return { token: this.#vortex.generateToken({ user }) };
  }

  @Get('invitations')
  byTarget(@Query('targetType') type: 'email', @Query('targetValue') value: string) {
    return this.#vortex.getInvitationsByTarget(type, value);
  }

  @Post('invitations/accept')
  accept(@Body() body: { invitationIds: string[]; user: AcceptUser }) {
    return this.#vortex.acceptInvitations(body.invitationIds, body.user);
  }

  @Post('invitations/sync-internal-invitation')
  sync(@Body() body: SyncInternalInvitationRequest) {
    return this.#vortex.syncInternalInvitation(body);
  }

  @Get('invitations/:id')
  read(@Param('id') id: string) {
    return this.#vortex.getInvitation(id);
  }

  @Delete('invitations/:id')
  revoke(@Param('id') id: string) {
    return this.#vortex.revokeInvitation(id);
  }

  @Post('invitations/:id/reinvite')
  reinvite(@Param('id') id: string) {
    return this.#vortex.reinvite(id);
  }

  @Get('invitations/by-scope/:scopeType/:scope')
  byScope(@Param('scopeType') scopeType: string, @Param('scope') scope: string) {
    return this.#vortex.getInvitationsByScope(scopeType, scope);
  }

  @Delete('invitations/by-scope/:scopeType/:scope')
  deleteByScope(@Param('scopeType') scopeType: string, @Param('scope') scope: string) {
    return this.#vortex.deleteInvitationsByScope(scopeType, scope);
  }

  @Get('invitations/by-scope/:scopeType/:scope/autojoin')
  domains(@Param('scopeType') scopeType: string, @Param('scope') scope: string) {
    return this.#vortex.getAutojoinDomains(scopeType, scope);
  }

  @Post('invitations/by-scope/:scopeType/:scope/autojoin')
  configure(@Param() scope: { scopeType: string; scope: string }, @Body() body: ConfigureAutojoinRequest) {
    return this.#vortex.configureAutojoin({ ...body, ...scope });
  }
}

@Module({ controllers: [WebhookController, RoutesController], providers: [Members] })
export class AppModule {}
