<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

use PaygentModule\System\PaygentB2BModule;

/** As merchants have written them for years: no types, more parameters, no call of the parent's constructor. */
class OldStyleModule extends PaygentB2BModule
{
    /** @var string a name that the parent uses privately */
    public $connection = 'mine';

    /**
     * @param mixed $first
     * @param mixed $second
     */
    public function __construct($first, $second = null) {}

    /**
     * @param string $path
     *
     * @return mixed
     */
    public function start($path)
    {
        parent::__construct($path);

        return $this->init();
    }

    /**
     * @param mixed $key
     * @param mixed $value
     * @param mixed $more
     *
     * @return void
     */
    public function reqPut($key, $value, $more = null)
    {
        parent::reqPut($key, $value);
    }

    public function post()
    {
        $this->reqPut('added', 'by the subclass');

        return parent::post();
    }

    public function resNext()
    {
        $record = parent::resNext();

        return $record === null ? null : array_map(static fn ($value) => "seen $value", $record);
    }
}
