// Preloaded into our processes: when the start script is gone, however it ended, they go too.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
