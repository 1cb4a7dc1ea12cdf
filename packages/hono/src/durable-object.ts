export * from '@vortex/core/durable-object';
