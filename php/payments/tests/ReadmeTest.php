<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests;

use Doctrine\DBAL\Connection;
use Doctrine\DBAL\DriverManager;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Scratch;
use PHPUnit\Framework\TestCase;

/** The shop of README.md takes its first payment: each block of code is the file that its first comment names. */
final class ReadmeTest extends TestCase
{
    private string $shop;

    private LocalPaygent $paygent;

    private ?Process $server = null;

    protected function setUp(): void
    {
        $this->shop = Scratch::directory('readme');
        foreach (self::files('README.md') as $name => $code) {
            file_put_contents("$this->shop/$name", $code);
        }
        $vendor = getenv('PAYMENTS_VENDOR');
        symlink(\dirname(__DIR__) . '/' . ($vendor === false || $vendor === '' ? 'vendor' : $vendor), $this->shop . '/vendor');
        $this->paygent = LocalPaygent::start();
        putenv('PAYGENT_KIT=' . $this->paygent->kit);
        putenv('PAYGENT_PAGE_URL=' . $this->paygent->pageUrl);
    }

    protected function tearDown(): void
    {
        $this->server?->stop();
        unlink($this->shop . '/vendor');
        $this->paygent->stop();
        putenv('PAYGENT_KIT');
        putenv('PAYGENT_PAGE_URL');
    }

    public function testItsShopTakesItsFirstPayment(): void
    {
        self::assertSame('', $this->php('install.php'));
        $page = $this->php('pay.php');
        $order = $this->tables()->fetchAssociative('SELECT number, state FROM orders');
        $payments = $this->tables()->fetchAllAssociative('SELECT payment_id FROM paygent_payment');

        self::assertSame(['number' => 'A1', 'state' => 'placed'], $order, $page);
        self::assertCount(1, $payments);
        self::assertSame('10', $this->paygent->tool->status(self::text($payments[0]['payment_id'])));
        self::assertStringContainsString('払込票番号 1', $page);
        self::assertSame(9, $this->stock());
        self::assertSame($page, $this->php('pay.php'), 'pressed twice');

        $this->serve();
        $this->paygent->tool->move(self::text($payments[0]['payment_id']), '43');
        $this->paygent->tool->advance('1s'); // what is on its way has arrived when this returns

        self::assertGreaterThan(0, $this->number('SELECT COUNT(*) FROM paygent_notice'));
        self::assertSame('placed', $this->tables()->fetchOne('SELECT state FROM orders'));
        $report = $this->php('worker.php');
        self::assertSame('paid', $this->tables()->fetchOne('SELECT state FROM orders'), $report);
        self::assertSame(9, $this->stock());
        self::assertSame(0, $this->number("SELECT COUNT(*) FROM paygent_effect WHERE state <> 'done'"));
    }

    public function testItsShopIsShort(): void
    {
        $lines = 0;
        foreach (self::files('README.md') as $code) {
            $lines += \count(array_filter(explode("\n", $code), static fn (string $line): bool => trim($line) !== ''));
        }

        self::assertLessThan(100, $lines);
    }

    public function testTheJapaneseOneShowsTheSameCode(): void
    {
        self::assertSame(self::files('README.md'), self::files('README.ja.md'));
    }

    /** @return non-empty-array<string, string> code by file name */
    private static function files(string $readme): array
    {
        $text = (string) file_get_contents(\dirname(__DIR__) . '/' . $readme);
        preg_match_all('~^```php\n(<\?php\n// ([a-z]+\.php)\b.*?)^```$~ms', $text, $found, PREG_SET_ORDER);
        $files = [];
        foreach ($found as [, $code, $name]) {
            $files[$name] = $code;
        }

        return $files === [] ? throw new \RuntimeException("$readme has no code") : $files;
    }

    private function php(string $script): string
    {
        return Process::run([...self::extension(), "$this->shop/$script"]);
    }

    /** notice.php at an address that the local Paygent knows. */
    private function serve(): void
    {
        $port = self::freePort();
        $this->server = Process::start([
            'setpriv', '--pdeathsig=TERM', '--', 'sh', '-c', 'exec "$@" 2>"$0"', "$this->shop/server.log",
            PHP_BINARY, '-S', "127.0.0.1:$port", '-t', $this->shop,
        ]);
        $end = hrtime(true) + 10_000_000_000;
        do {
            usleep(20_000);
            $socket = @stream_socket_client("tcp://127.0.0.1:$port");
        } while ($socket === false && hrtime(true) < $end);
        self::assertIsResource($socket, 'php -S listens');
        fclose($socket);
        $this->paygent->tool->contract(['notice_url' => "http://127.0.0.1:$port/notice.php"]);
    }

    private static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $name = $socket === false ? false : stream_socket_get_name($socket, false);

        return preg_match('/:(\d+)$/', (string) $name, $found) === 1 ? (int) $found[1] : 0;
    }

    /** @return list<string> options of php, when the environment does not say them already */
    private static function extension(): array
    {
        return getenv('PAYGENT_SO') === false
            ? ['-d', 'extension=' . \dirname(__DIR__, 3) . '/target/debug/libpaygent.so']
            : [];
    }

    private function tables(): Connection
    {
        return DriverManager::getConnection(['driver' => 'pdo_sqlite', 'path' => $this->shop . '/shop.db']);
    }

    private function stock(): int
    {
        return $this->number('SELECT quantity FROM stock');
    }

    private function number(string $sql): int
    {
        $value = $this->tables()->fetchOne($sql);

        return is_numeric($value) ? (int) $value : -1;
    }

    private static function text(mixed $value): string
    {
        return \is_scalar($value) ? (string) $value : '';
    }
}
