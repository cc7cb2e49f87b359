<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Engine;
use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Notice\Applier;
use Paygent\Payments\Notice\Intake;
use Paygent\Payments\Notice\Reply;
use Paygent\Payments\Operation\OperationRequest;
use Paygent\Payments\Operation\OperationResult;
use Paygent\Payments\Reconcile\Report;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Page;
use Paygent\Payments\Tests\Support\Shop\ShopTables;
use Paygent\Payments\Tests\Support\Shop\SqlShop;
use Paygent\Payments\Tests\Support\TestDatabase;

/** A shop with the whole engine at a local Paygent, with its own database; one for each test. */
final class EngineBench
{
    public const AMOUNT = 3980;

    public const STOCK = 1000;

    public const POINTS = 1000;

    /** Where the browser comes back to; opened by nobody. */
    private const RETURN_URL = 'https://shop.test/paygent/return';

    private const DOOR_KEY = 'a key of thirty-two bytes, no more';

    public readonly Engine $engine;

    public readonly Account $account;

    public readonly BenchSettings $settings;

    public readonly Intake $intake;

    public readonly Applier $applier;

    /** The shop's own connection, for looking and for what shop people change. */
    public readonly Connection $tables;

    /** The shop port's connection. */
    public readonly Connection $shopConnection;

    private int $nonce = 0;

    /** @var \WeakMap<LocalPaygent, int>|null last ledger line seen of each */
    private static ?\WeakMap $seen = null;

    /** @param (callable(ShopPort): ShopPort)|null $port puts something in the shop port's place */
    public function __construct(
        public readonly LocalPaygent $paygent,
        public readonly TestDatabase $database,
        private readonly NoticePost $post,
        ?Gateway $gateway = null,
        ?callable $port = null,
        ?BenchSettings $settings = null,
    ) {
        $journal = new Database($database->connect());
        $this->tables = $database->connect();
        $isNew = $settings === null;
        if ($isNew) {
            (new Migrator($journal))->migrate();
            ShopTables::create($this->tables, self::STOCK);
            $post->taken();
        }
        $this->shopConnection = $database->connect();
        $shop = new SqlShop($this->shopConnection);
        $this->settings = $settings ?? new BenchSettings($paygent, self::endOfLedger($paygent));
        $this->engine = new Engine(
            $journal,
            $gateway ?? $paygent->gateway(),
            $port === null ? $shop : $port($shop),
            $this->settings,
            new ReturnDoor(self::RETURN_URL, new Secret(substr(self::DOOR_KEY, 0, 32))),
            $paygent->tool,
        );
        $this->intake = $this->engine->intake;
        $this->applier = $this->engine->applier;
        $this->account = $this->engine->accounts->of(
            Environment::Local,
            $paygent->contract('merchant_id'),
            '',
            $this->engine->clock->now(),
        );
    }

    /**
     * Another host of the same shop: connections and engine of its own, the same database.
     *
     * @param (callable(ShopPort): ShopPort)|null $port
     */
    public function host(?Gateway $gateway = null, ?callable $port = null): self
    {
        return new self($this->paygent, $this->database, $this->post, $gateway, $port, $this->settings);
    }

    /** Closes all connections, as before a fork; work goes on with another host(). */
    public function disconnect(): void
    {
        $this->engine->database->connection()->close();
        $this->shopConnection->close();
        $this->tables->close();
    }

    /** @return string ref of a new order of a new customer with POINTS points */
    public function order(int $amount = self::AMOUNT): string
    {
        return ShopTables::order($this->tables, $amount, self::POINTS);
    }

    public function changeTotal(string $order, int $amount): void
    {
        $this->tables->update('shop_order', ['amount' => $amount], ['ref' => $order]);
    }

    public function ship(string $order): void
    {
        $this->tables->update('shop_order', ['shipped' => 1], ['ref' => $order]);
    }

    /**
     * The customer chooses a method and presses the button.
     *
     * @phpstan-impure
     *
     * @param array<string, string>|null $input null: what the method's form usually brings
     */
    public function pay(string $order, MethodId $method, ?array $input = null, ?Buyer $buyer = null): Step
    {
        $this->settings->forMethod($method);

        return $this->engine->checkout->start(
            $this->account,
            $order,
            $method,
            $buyer ?? self::buyer(),
            $input ?? $this->input($method),
        )->step;
    }

    /** The browser is back at the shop. */
    public function come(Page $shop): Step
    {
        $fields = $shop->fields();
        $token = $fields[ReturnDoor::PARAMETER] ?? '';
        unset($fields[ReturnDoor::PARAMETER]);

        return $this->resume($token, $fields);
    }

    /**
     * What the page of the order's attempt shows now.
     *
     * @phpstan-impure
     */
    public function look(string $order): Step
    {
        return $this->engine->checkout->look($this->attempt($order)->id);
    }

    /** @param array<string, string> $fields */
    public function resume(string $token, array $fields = []): Step
    {
        return $this->engine->checkout->resume($token, $fields)->step;
    }

    /** Somebody of the shop presses a button; each press is a form of its own. */
    public function operate(string $order, Operation $operation, ?string $nonce = null): OperationResult
    {
        return $this->engine->operations->run(
            new OperationRequest($order, $operation, 'operator', $nonce ?? 'form' . ++$this->nonce),
        );
    }

    /**
     * Somebody sends a telegram past the engine, as ペイジェントオンライン does.
     *
     * @param array<string, string|int> $fields
     */
    public function elsewhere(string $kind, string $paymentId, array $fields = []): Answer
    {
        $this->settings->elsewhere[] = $kind . ' ' . ($paymentId === '' ? $fields['trading_id'] ?? '' : $paymentId);

        return $this->paygent->gateway()->send(
            $this->account,
            new Telegram($kind, ($paymentId === '' ? [] : ['payment_id' => $paymentId]) + $fields),
        );
    }

    /**
     * Notices that have come for this bench's payments, as they came.
     *
     * @return list<array<string, string>>
     */
    public function taken(): array
    {
        $this->paygent->tool->advance('1s'); // what is on its way has arrived when this returns
        $notices = [];
        foreach ($this->post->taken() as $body) {
            parse_str($body, $fields);
            $notice = [];
            foreach ($fields as $name => $value) {
                $notice[(string) $name] = \is_string($value) ? $value : '';
            }
            $trading = $notice['trading_id'] ?? '';
            if ($trading === '' || str_starts_with($trading, $this->settings->prefix)) {
                $notices[] = $notice;
            }
        }

        return $notices;
    }

    /** @param array<string, string> $fields */
    public function receive(array $fields): Reply
    {
        return $this->intake->receive($this->account, $fields);
    }

    /**
     * Everything that Paygent has told is taken and applied.
     *
     * @return int how many notices came
     */
    public function notice(): int
    {
        $taken = $this->taken();
        foreach ($taken as $fields) {
            if ($this->receive($fields) !== Reply::Taken) {
                throw new \RuntimeException('a true notice was not taken');
            }
        }
        $this->applier->apply();

        return \count($taken);
    }

    /** Time passes; what Paygent tells meanwhile is taken and applied. */
    public function advance(string $span): void
    {
        $this->paygent->tool->advance($span);
        $this->notice();
    }

    /** The worker settles, looks after what was left over, compares. */
    public function work(): Report
    {
        return $this->engine->reconciler->run();
    }

    public function state(string $order): OrderState
    {
        $state = $this->tables->fetchOne('SELECT state FROM shop_order WHERE ref = ?', [$order]);

        return OrderState::from(\is_string($state) ? $state : '');
    }

    /** One article and the points of this order are taken, or not. */
    public function isTaken(string $order): bool
    {
        return ShopTables::figures($this->tables, $order)['points'] === self::POINTS - SqlShop::POINTS;
    }

    public function attempt(string $order): Attempt
    {
        return $this->engine->attempts->latestOf($order) ?? throw new \OutOfBoundsException("no attempt of $order");
    }

    public function payment(string $order): Payment
    {
        return $this->engine->payments->currentOf($order) ?? throw new \OutOfBoundsException("no payment of $order");
    }

    /** The status that Paygent has for the order's last payment. */
    public function status(string $order): string
    {
        $payments = $this->engine->payments->ofOrder($order);
        $last = $payments[\count($payments) - 1] ?? throw new \OutOfBoundsException("no payment of $order");

        return $this->paygent->tool->status($last->paymentId);
    }

    /** @return list<Intent> all of an order's attempts and operations */
    public function intents(string $order): array
    {
        return array_map(Intent::fromRow(...), $this->engine->database->rows(
            'SELECT * FROM {intent} WHERE order_ref = ? ORDER BY id',
            [$order],
        ));
    }

    /** @return list<string> kinds of the order's effects that are done */
    public function effects(string $order): array
    {
        return array_map(
            static fn (array $row): string => (string) $row['kind'],
            $this->engine->database->rows("SELECT kind FROM {effect} WHERE order_ref = ? AND state = 'done' ORDER BY id", [$order]),
        );
    }

    /** @return array<string, string> what the method's form brings */
    public function input(MethodId $method, string $card = Customer::CARD, string $holder = 'TARO YAMADA'): array
    {
        return match ($method) {
            MethodId::Card => ['card_token' => $this->paygent->cardToken($card, name: $holder), 'payment_class' => '10'],
            MethodId::Conveni => ['cvs_company_id' => '00C001'],
            default => [],
        };
    }

    public static function buyer(): Buyer
    {
        return new Buyer('髙橋', '花子', 'タカハシ', 'ハナコ', '0312345678', 'hanako@example.com', '1000001', '13', '千代田区', '千代田1-1');
    }

    private static function endOfLedger(LocalPaygent $paygent): int
    {
        /** @var \WeakMap<LocalPaygent, int> $seen */
        $seen = self::$seen ??= new \WeakMap();
        $lines = $paygent->tool->ledger($seen[$paygent] ?? 0);
        $last = $lines === [] ? null : $lines[\count($lines) - 1]['seq'] ?? null;
        $seen[$paygent] = \is_int($last) ? $last : $seen[$paygent] ?? 0;

        return $seen[$paygent];
    }
}
