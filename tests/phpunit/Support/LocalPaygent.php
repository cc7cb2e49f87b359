<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/** A live local Paygent: the one that ./dev has started, else one of our own (PAYGENT_BIN). */
final class LocalPaygent
{
    private static ?self $instance = null;

    private function __construct(
        public readonly string $kit,
        public readonly string $toolUrl,
        public readonly string $merchantId,
    ) {}

    public static function get(): self
    {
        return self::$instance ??= self::started() ?? self::start();
    }

    public function config(): string
    {
        return $this->kit . '/modenv_properties.conf';
    }

    /**
     * Fields of an authorization by card that succeeds.
     *
     * @return array<string, string>
     */
    public function card(string $tradingId): array
    {
        return [
            'merchant_id' => $this->merchantId,
            'telegram_version' => '1.0',
            'trading_id' => $tradingId,
            'payment_amount' => '1080',
            'card_number' => '4900000000000000',
            'card_valid_term' => '12' . date('y', time() + 3 * 365 * 86400),
            'payment_class' => '10',
            '3dsecure_ryaku' => '1',
        ];
    }

    public static function tradingId(): string
    {
        return 'T' . bin2hex(random_bytes(8));
    }

    private static function started(): ?self
    {
        $kit = getenv('PAYGENT_KIT');
        $tool = getenv('PAYGENT_TOOL_URL');

        return $kit === false || $tool === false ? null : self::of($kit, $tool);
    }

    private static function start(): self
    {
        $program = getenv('PAYGENT_BIN');
        $program = $program === false ? dirname(__DIR__, 3) . '/target/debug/paygent' : $program;
        $server = Process::start([$program, 'sandbox', 'serve', '--dir', Scratch::directory('sandbox')]);
        /** @var array{kit: string, tool_url: string} $ready */
        $ready = json_decode($server->line(), true, 512, JSON_THROW_ON_ERROR);

        return self::of($ready['kit'], $ready['tool_url']);
    }

    private static function of(string $kit, string $toolUrl): self
    {
        /** @var array{merchants: non-empty-list<array{merchant_id: string}>} $account */
        $account = json_decode((string) file_get_contents($kit . '/account.json'), true, 512, JSON_THROW_ON_ERROR);

        return new self($kit, $toolUrl, $account['merchants'][0]['merchant_id']);
    }
}
