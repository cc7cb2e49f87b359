<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Event;

use Paygent\Payments\Event\AttemptConcluded;
use Paygent\Payments\Event\EffectDone;
use Paygent\Payments\Event\Events;
use Paygent\Payments\Event\NeedsAttention;
use Paygent\Payments\Event\PaymentObserved;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Journal\EffectKind;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\WithDatabases;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;
use Psr\EventDispatcher\EventDispatcherInterface;
use Psr\Log\NullLogger;

/** Listeners hear what is committed, and cannot undo it. */
final class EventsTest extends TestCase implements EventDispatcherInterface
{
    use WithDatabases;

    /** @var list<object> */
    private array $heard = [];

    private bool $throws = false;

    #[DataProvider('databases')]
    public function testAfterTheCommitAndOnlyThen(DatabaseKind $kind): void
    {
        $database = new Database($this->database($kind)->connect());
        $events = new Events($database, $this, new NullLogger());

        $database->transaction(function () use ($events, $database): void {
            $events->tell(self::event('1'));
            $database->transaction(static fn () => $events->tell(self::event('2')));
            self::assertSame([], $this->heard, 'not inside');
        });
        self::assertSame(['1', '2'], $this->keys());
        try {
            $database->transaction(static function () use ($events): void {
                $events->tell(self::event('3'));
                throw new \DomainException();
            });
        } catch (\DomainException) {
        }
        self::assertSame(['1', '2'], $this->keys(), 'rolled back has not happened');
        $events->tell(self::event('4'));
        self::assertSame(['1', '2', '4'], $this->keys());
    }

    public function testAListenerThatThrowsChangesNothing(): void
    {
        $database = new Database($this->database(DatabaseKind::SQLite)->connect());
        $this->throws = true;

        $done = $database->transaction(function () use ($database): string {
            (new Events($database, $this, new NullLogger()))->tell(self::event('1'));

            return 'done';
        });

        self::assertSame('done', $done);
        self::assertSame(['1'], $this->keys());
    }

    public function dispatch(object $event): object
    {
        $this->heard[] = $event;
        if ($this->throws) {
            throw new \RuntimeException('a listener fails');
        }

        return $event;
    }

    /** @return list<string> */
    private function keys(): array
    {
        return array_map(static fn (object $event): string => match (true) {
            $event instanceof EffectDone, $event instanceof NeedsAttention => $event->effect->key,
            $event instanceof AttemptConcluded => $event->attempt->id,
            $event instanceof PaymentObserved => $event->payment->id,
            default => '',
        }, $this->heard);
    }

    private static function event(string $key): EffectDone
    {
        return new EffectDone(new Effect($key, EffectKind::Mail, 'order', null));
    }
}
