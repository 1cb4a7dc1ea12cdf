import { Controller, Get, Injectable, Module, Param } from '@nestjs/common';

@Injectable()
class Members {
  async read(id: string): Promise<{ id: string }> {
    return { id };
  }
}

@Controller('members')
class MembersController {
  readonly #members: Members;

  constructor(members: Members) {
    this.#members = members;
  }

  @Get(':id')
  read(@Param('id') id: string) {
    return this.#members.read(id);
  }
}

@Module({ controllers: [MembersController], providers: [Members] })
export class AppModule {}
