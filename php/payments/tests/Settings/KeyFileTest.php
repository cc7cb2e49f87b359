<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Settings\KeyFile;
use Paygent\Payments\Settings\KeyProblem;
use Paygent\Payments\Settings\Keyring;
use Paygent\Tests\Support\Scratch;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class KeyFileTest extends TestCase
{
    private string $path = '';

    protected function setUp(): void
    {
        $this->path = Scratch::directory('keys') . '/settings.key';
    }

    public function testMakesAFileForItsOwnerOnly(): void
    {
        $mask = umask(0);
        $ring = (new KeyFile($this->path))->create();
        umask($mask);

        self::assertSame(0600, fileperms($this->path) & 0777);
        self::assertSame($ring->toText(), (new KeyFile($this->path))->read()->toText());
        self::assertSame(Keyring::KEY_BYTES, \strlen($ring->find($ring->currentId())?->reveal() ?? ''));
    }

    public function testNeverOverwritesAKey(): void
    {
        $ring = (new KeyFile($this->path))->create();
        try {
            (new KeyFile($this->path))->create();
            self::fail('overwrote the key');
        } catch (KeyProblem) {
            self::assertSame($ring->toText(), file_get_contents($this->path));
        }
    }

    #[DataProvider('openModes')]
    public function testRefusesAFileThatOthersCanRead(int $mode): void
    {
        (new KeyFile($this->path))->create();
        chmod($this->path, $mode);

        $this->expectException(KeyProblem::class);
        $this->expectExceptionMessage('chmod 600');
        (new KeyFile($this->path))->read();
    }

    /** @return iterable<string, array{int}> */
    public static function openModes(): iterable
    {
        yield 'everybody reads' => [0604];
        yield 'usual' => [0644];
        yield 'everybody writes' => [0602];
        yield 'group writes' => [0620];
    }

    public function testLetsTheGroupRead(): void
    {
        $ring = (new KeyFile($this->path))->create();
        chmod($this->path, 0640);

        self::assertSame($ring->toText(), (new KeyFile($this->path))->read()->toText());
    }

    public function testNamesAMissingFile(): void
    {
        $this->expectException(KeyProblem::class);
        $this->expectExceptionMessage($this->path);
        (new KeyFile($this->path))->read();
    }

    public function testRotatesThroughTwoKeys(): void
    {
        $file = new KeyFile($this->path);
        $old = $file->create();
        chmod($this->path, 0640);
        $both = $file->rotate();

        self::assertNotSame($old->currentId(), $both->currentId());
        self::assertNotNull($both->find($old->currentId()));
        self::assertSame($both->toText(), $file->read()->toText());
        self::assertSame(0640, fileperms($this->path) & 0777);
        $new = $file->dropOld();
        self::assertSame($both->currentId(), $new->currentId());
        self::assertNull($file->read()->find($old->currentId()));
        self::assertSame(['settings.key'], array_values(array_diff((array) scandir(\dirname($this->path)), ['.', '..'])));
    }

    public function testRotatesOnlyWhenTheLastRotationIsOver(): void
    {
        $file = new KeyFile($this->path);
        $file->create();
        $both = $file->rotate();
        try {
            $file->rotate();
            self::fail('a third key');
        } catch (KeyProblem) {
            self::assertSame($both->toText(), $file->read()->toText());
        }
    }

    public function testReadsAnEnvironmentVariable(): void
    {
        $one = base64_encode(str_repeat('1', 32));
        $two = base64_encode(str_repeat('2', 32));
        $ring = Keyring::fromText("# comment, with a comma\n k2:$two, k1:$one ");

        self::assertSame('k2', $ring->currentId());
        self::assertSame(str_repeat('1', 32), $ring->find('k1')?->reveal());
        self::assertNull($ring->find('k3'));
    }

    /** @return iterable<array{string}> */
    public static function badTexts(): iterable
    {
        yield 'empty' => [''];
        yield 'comment only' => ["# nothing\n"];
        yield 'no id' => [base64_encode(str_repeat('1', 32))];
        yield 'short key' => ['k1:' . base64_encode(str_repeat('1', 31))];
        yield 'no base64' => ['k1:' . str_repeat('!', 44)];
        yield 'id with a dot' => ['k.1:' . base64_encode(str_repeat('1', 32))];
    }

    #[DataProvider('badTexts')]
    public function testRefusesWhatIsNoKeyAndDoesNotRepeatIt(string $text): void
    {
        try {
            Keyring::fromText($text);
            self::fail('accepted');
        } catch (KeyProblem $problem) {
            self::assertStringNotContainsString(substr(base64_encode(str_repeat('1', 31)), 0, 8), $problem->getMessage());
        }
    }

    public function testShowsNoKeyInDumps(): void
    {
        $ring = Keyring::generate();
        $key = $ring->find($ring->currentId())?->reveal() ?? '';

        self::assertStringNotContainsString($key, print_r($ring, true) . var_export($ring, true));
    }
}
