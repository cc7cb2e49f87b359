<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

/**
 * Runs database servers. They refuse to run as root, so root runs them as `nobody`; anybody else as
 * himself.
 */
final class ServerUser
{
    private const NAME = 'nobody';

    /** Makes a directory the server's own. */
    public static function give(string $directory): void
    {
        if (posix_geteuid() === 0) {
            chown($directory, self::NAME);
        }
    }

    /**
     * @param list<string> $command
     *
     * @throws \RuntimeException when it fails; its output is in $directory/log
     */
    public static function run(string $directory, array $command): void
    {
        $process = self::open($directory, 'KILL', $command);
        $status = proc_close($process);
        if ($status !== 0) {
            throw new \RuntimeException($command[0] . " ended with status $status");
        }
    }

    /**
     * Starts a server that ends with this process, and its directory with it.
     *
     * @param string $signal the one that ends the server, e.g. "TERM"
     * @param list<string> $command
     */
    public static function serve(string $directory, string $signal, array $command): void
    {
        $process = self::open($directory, $signal, $command);
        $owner = getmypid();
        register_shutdown_function(static function () use ($process, $directory, $signal, $owner): void {
            // A forked child has this function too.
            if (getmypid() !== $owner) {
                return;
            }
            proc_terminate($process, $signal === 'INT' ? SIGINT : SIGTERM);
            proc_close($process);
            self::remove($directory);
        });
    }

    /**
     * @param list<string> $command
     *
     * @return resource
     */
    private static function open(string $directory, string $signal, array $command)
    {
        $log = ['file', $directory . '/log', 'a'];
        $process = proc_open(
            [...self::prefix($signal), ...$command],
            [0 => ['file', '/dev/null', 'r'], 1 => $log, 2 => $log],
            $pipes,
            $directory,
        );
        if ($process === false) {
            throw new \RuntimeException('cannot start ' . $command[0]);
        }

        return $process;
    }

    /**
     * setpriv is the started program's process, and the kernel ends it when we die.
     *
     * @return list<string>
     */
    private static function prefix(string $signal): array
    {
        $user = posix_geteuid() === 0
            ? ['--reuid=' . self::NAME, '--regid=' . self::group(), '--clear-groups']
            : [];

        return ['setpriv', '--pdeathsig=' . $signal, ...$user, '--'];
    }

    private static function group(): string
    {
        $entry = posix_getpwnam(self::NAME);
        if ($entry === false) {
            throw new \RuntimeException('there is no user ' . self::NAME);
        }

        return (string) $entry['gid'];
    }

    private static function remove(string $directory): void
    {
        $entries = scandir($directory);
        foreach (array_diff($entries === false ? [] : $entries, ['.', '..']) as $name) {
            $path = $directory . '/' . $name;
            is_dir($path) && !is_link($path) ? self::remove($path) : unlink($path);
        }
        rmdir($directory);
    }
}
