<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Doctrine\DBAL\Configuration;
use Doctrine\DBAL\Connection;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Engine;
use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Gateway\ExtensionGateway;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Shop\Testing\StatementWatch;
use Paygent\Payments\Shop\Testing\WatchMiddleware;
use Paygent\Payments\Tests\Engine\NoticePost;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Shop\ShopTables;
use Paygent\Payments\Tests\Support\Shop\SqlShop;
use Paygent\Payments\Tests\Support\TestDatabase;
use Paygent\Tests\Support\Scratch;
use Psr\Log\LoggerInterface;
use Psr\Log\NullLogger;

/**
 * A local Paygent, a database with a shop and an engine in it, and one clock for both. Holds no
 * connection: each process opens a desk of its own, after it was forked.
 */
final class World
{
    /** Stock of the one article, large enough for every attempt. */
    public const STOCK = 1_000_000;

    /** Total time-out of a telegram in real seconds: what hangs is waited for. */
    private const TIMEOUT_SECONDS = 2;

    private function __construct(
        public readonly LocalPaygent $paygent,
        public readonly TestDatabase $database,
        public readonly SharedClock $clock,
        public readonly string $scratch,
        private readonly ?NoticePost $post,
        private readonly string $settingsFile,
        private readonly string $key,
    ) {}

    /** @param NoticePost|null $post keeps what is pushed; null: the caller has another address for notices */
    public static function make(DatabaseKind $kind, LocalPaygent $paygent, ?NoticePost $post): self
    {
        $paygent->tool->contract(['va_accounts' => 100_000, 'card_payment_classes' => ['10', '61', '80']]);
        $scratch = Scratch::directory('storm');
        $world = new self(
            $paygent,
            TestDatabase::create($kind),
            new SharedClock($paygent->tool, $scratch . '/now'),
            $scratch,
            $post,
            $paygent->settingsFile(['timeout_value' => (string) self::TIMEOUT_SECONDS]),
            random_bytes(32),
        );
        $connection = $world->database->connect();
        (new Migrator(new Database($connection)))->migrate();
        ShopTables::create($connection, self::STOCK);
        $connection->close();

        return $world;
    }

    public function end(): void
    {
        $this->post?->stop();
        $this->paygent->stop();
        $this->database->drop();
    }

    /**
     * What Paygent has pushed so far, oldest first; in each process from its own last call on.
     *
     * @return list<array<string, string>>
     */
    public function notices(): array
    {
        if ($this->post === null) {
            return [];
        }
        $this->paygent->tool->advance('1s'); // what is on its way has arrived when this returns

        return array_map(static function (string $body): array {
            parse_str($body, $fields);
            $texts = [];
            foreach ($fields as $name => $value) {
                $texts[(string) $name] = \is_string($value) ? $value : '';
            }

            return $texts;
        }, $this->post->taken());
    }

    /** Something broke under an actor: how often which, for the summary. */
    public function note(\Throwable $problem): void
    {
        $where = basename($problem->getFile(), '.php');
        $text = preg_replace('/\d+|[\x80-\xFF]+/', '', substr($problem->getMessage(), 0, 50));
        file_put_contents($this->scratch . '/notes', $problem::class . " in $where: " . trim((string) $text) . "\n", FILE_APPEND | LOCK_EX);
    }

    /** @return array<string, int> */
    public function noted(): array
    {
        $file = $this->scratch . '/notes';

        $lines = is_file($file) ? file($file, FILE_IGNORE_NEW_LINES) : [];

        return array_count_values($lines === false ? [] : $lines);
    }

    /** Errors and worse go to standard error: in a storm they are news. */
    public function log(): LoggerInterface
    {
        return new ErrorLog();
    }

    /** Only where nothing is forked afterwards while the desk is still in use. */
    public function desk(?StatementWatch $watch = null, LoggerInterface $log = new NullLogger()): Desk
    {
        $settings = new WorldSettings($this->paygent);
        $gateway = new ExtensionGateway($settings, fn (): string => $this->settingsFile);
        $shopConnection = $this->connection($watch);
        $engineConnection = $this->connection($watch);
        $database = new Database($engineConnection);
        $shop = new SqlShop($shopConnection);
        $engine = new Engine(
            $database,
            $watch === null ? $gateway : new WatchedGateway($gateway, $watch),
            $shop,
            $settings,
            new ReturnDoor('https://shop.test/paygent/return', new Secret($this->key)),
            $this->clock,
            null,
            $log,
            self::TIMEOUT_SECONDS * 1000,
        );
        return new Desk(
            $engine,
            $shop,
            $shopConnection,
            $engineConnection,
            $settings,
            $engine->accounts->of(Environment::Local, $this->paygent->contract('merchant_id'), '', $engine->clock->now()),
        );
    }

    public function connection(?StatementWatch $watch = null): Connection
    {
        $configuration = new Configuration();
        if ($watch !== null) {
            $configuration->setMiddlewares([new WatchMiddleware($watch)]);
        }
        $connection = $this->database->connect($configuration);
        if ($this->database->kind === DatabaseKind::SQLite) {
            $connection->executeStatement('PRAGMA busy_timeout = 20000');
        }

        return $connection;
    }
}
