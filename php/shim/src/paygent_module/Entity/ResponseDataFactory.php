<?php

declare(strict_types=1);

namespace PaygentModule\Entity;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;
use PaygentModule\System\PaygentB2BModuleResources;

/** Chooses the answer class by telegram kind (connection-module 3.9). */
class ResponseDataFactory
{
    private const FILE_PAYMENT_RESULT = '201';

    /**
     * Static, so that both `ResponseDataFactory::create()` of the PHP 5 edition and a call on an object work.
     *
     * @param mixed $kind
     *
     * @return ParsedResponseData
     */
    public static function create($kind)
    {
        $settings = PaygentB2BModuleResources::getInstance();

        return self::choose(
            Loose::textOrBlank($kind),
            $settings instanceof PaygentB2BModuleResources && $settings->isTelegramKindRef($kind),
        );
    }

    /** The answer that $connection has just received. */
    public static function answer(ConnectionModule $connection): ParsedResponseData
    {
        $answer = match ($connection->format()) {
            'file_payment' => new FilePaymentResponseDataImpl(),
            'reference' => new ReferenceResponseDataImpl(),
            default => new PaymentResponseDataImpl(),
        };

        return $answer->show($connection);
    }

    private static function choose(string $kind, bool $isReference): ParsedResponseData
    {
        return match (true) {
            $kind === self::FILE_PAYMENT_RESULT => new FilePaymentResponseDataImpl(),
            $isReference => new ReferenceResponseDataImpl(),
            default => new PaymentResponseDataImpl(),
        };
    }
}
