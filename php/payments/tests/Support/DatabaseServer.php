<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Doctrine\DBAL\Connection;
use Doctrine\DBAL\DriverManager;
use Doctrine\DBAL\Tools\DsnParser;

/**
 * A database server for one run of the tests, on a Unix socket in a directory of its own: started at the
 * first use, shared with child processes through the environment, ended with the process that started it
 * (also when that one is killed).
 *
 * A server that runs already is used when DatabaseKind::variable() names it, e.g.
 * `PAYMENTS_POSTGRESQL_DSN=pdo-pgsql://user:password@127.0.0.1/postgres`. PAYMENTS_FSYNC=on starts PostgreSQL
 * as a shop runs it, with commits that survive a power failure: for measuring.
 *
 * @phpstan-import-type Params from DriverManager
 */
final class DatabaseServer
{
    /** Durability is not what is tested: no process but the server's clients is killed. */
    private const POSTGRES_NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

    private const POSTGRES_OPTIONS = [
        'listen_addresses=', 'max_connections=300', 'shared_buffers=64MB', 'deadlock_timeout=200ms', 'lc_messages=C',
    ];

    private const MARIADB_OPTIONS = [
        '--skip-networking', '--skip-log-bin', '--skip-name-resolve', '--max-connections=300',
        '--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=64M', '--innodb-log-file-size=32M',
        '--innodb-lock-wait-timeout=20', '--character-set-server=utf8mb4', '--performance-schema=0',
    ];

    private const PATIENCE_SECONDS = 60;

    /**
     * Parameters of a connection to the server, for the database to administer it from.
     *
     * @return Params
     */
    public static function params(DatabaseKind $kind): array
    {
        $dsn = getenv($kind->variable());
        if ($dsn === false || $dsn === '') {
            $dsn = self::start($kind);
            putenv($kind->variable() . '=' . $dsn);
        }

        return (new DsnParser())->parse($dsn);
    }

    /** @return string DSN of the new server */
    private static function start(DatabaseKind $kind): string
    {
        $directory = sys_get_temp_dir() . '/paygent-db-' . bin2hex(random_bytes(4));
        mkdir($directory, 0700);
        ServerUser::give($directory);
        try {
            $dsn = $kind === DatabaseKind::PostgreSQL ? self::postgres($directory) : self::mariadb($directory);
        } catch (\RuntimeException $problem) {
            $log = (string) @file_get_contents($directory . '/log');

            throw new \RuntimeException($problem->getMessage() . "\n" . $log, 0, $problem);
        }

        return $dsn;
    }

    private static function postgres(string $directory): string
    {
        $programs = self::postgresPrograms();
        ServerUser::run($directory, [
            $programs . '/initdb', '-D', $directory . '/data', '-U', 'payments', '-A', 'trust', '-E', 'UTF8',
            '--locale=C', '--no-sync',
        ]);
        $options = [];
        $durability = getenv('PAYMENTS_FSYNC') === 'on' ? [] : self::POSTGRES_NOT_DURABLE;
        foreach ([...self::POSTGRES_OPTIONS, ...$durability] as $option) {
            array_push($options, '-c', $option);
        }
        // SIGINT: disconnect everybody and end.
        ServerUser::serve($directory, 'INT', [
            $programs . '/postgres', '-D', $directory . '/data', '-k', $directory, ...$options,
        ]);

        return self::ready("pdo-pgsql://payments@localhost/postgres?host=$directory");
    }

    private static function mariadb(string $directory): string
    {
        // Not in /tmp: a server that starts there deletes the temporary tables of the others.
        mkdir($directory . '/tmp', 0700);
        ServerUser::give($directory . '/tmp');
        ServerUser::run($directory, [
            self::program('mariadb-install-db', 'mysql_install_db'), '--no-defaults', "--datadir=$directory/data",
            "--tmpdir=$directory/tmp",
            '--auth-root-authentication-method=normal', '--skip-test-db',
        ]);
        ServerUser::serve($directory, 'TERM', [
            self::program('mariadbd', 'mysqld'), '--no-defaults', "--datadir=$directory/data",
            "--tmpdir=$directory/tmp", "--socket=$directory/socket", "--pid-file=$directory/pid", ...self::MARIADB_OPTIONS,
        ]);

        return self::ready("pdo-mysql://root@localhost/?unix_socket=$directory/socket&charset=utf8mb4");
    }

    private static function ready(string $dsn): string
    {
        $connection = DriverManager::getConnection((new DsnParser())->parse($dsn));
        $end = hrtime(true) + self::PATIENCE_SECONDS * 1_000_000_000;
        while (($problem = self::ping($connection)) !== null) {
            if (hrtime(true) > $end) {
                throw new \RuntimeException('the database server does not answer', 0, $problem);
            }
            usleep(20_000);
        }

        return $dsn;
    }

    private static function ping(Connection $connection): ?\Throwable
    {
        try {
            $connection->fetchOne('SELECT 1');
        } catch (\Throwable $problem) {
            return $problem;
        } finally {
            $connection->close();
        }

        return null;
    }

    /** Debian keeps them out of the path, one directory per version; the newest counts. */
    private static function postgresPrograms(): string
    {
        $found = glob('/usr/lib/postgresql/*/bin/initdb');
        $found = $found === false ? [] : $found;
        natsort($found);
        $newest = end($found);

        return \dirname($newest === false ? self::program('initdb') : $newest);
    }

    private static function program(string ...$names): string
    {
        $path = (string) getenv('PATH') . ':/usr/sbin:/usr/local/sbin';
        foreach ($names as $name) {
            foreach (explode(':', $path) as $directory) {
                if (is_executable("$directory/$name")) {
                    return "$directory/$name";
                }
            }
        }

        throw new \RuntimeException($names[0] . ' is missing (Debian: postgresql, mariadb-server)');
    }
}
