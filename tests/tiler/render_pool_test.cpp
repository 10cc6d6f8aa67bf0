// SPDX-License-Identifier: Apache-2.0
#include "tiler/render_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace sanvat::tiler {
namespace {

std::shared_ptr<const Theme> theme() {
    return load_theme(default_theme_file());
}

TEST(RenderPool, RefusesWhenItsQueueIsFullAndTakesAgainLater) {
    std::promise<void> begun;
    std::promise<void> release;
    std::promise<void> second_done;
    RenderPool pool(theme(), 1, 1);
    ASSERT_TRUE(pool.submit([&](Workbench&) {
        begun.set_value();
        release.get_future().wait();
    }));
    begun.get_future().wait();
    EXPECT_TRUE(pool.submit([&](Workbench&) { second_done.set_value(); }));
    EXPECT_FALSE(pool.submit([](Workbench&) { FAIL() << "was refused"; }));
    release.set_value();
    second_done.get_future().wait();
    std::promise<void> third_done;
    EXPECT_TRUE(pool.submit([&](Workbench&) { third_done.set_value(); }));
    third_done.get_future().wait();
}

TEST(RenderPool, FinishesWhatItTookBeforeItGoes) {
    std::atomic<int> done = 0;
    {
        RenderPool pool(theme(), 2, 100);
        for (int i = 0; i < 50; ++i)
            ASSERT_TRUE(pool.submit([&](Workbench&) { ++done; }));
    }
    EXPECT_EQ(done, 50);
}

TEST(RenderPool, AWorkbenchKeepsItsPainters) {
    const auto shared = theme();
    Workbench bench(shared);
    Painter& first = bench.painter(shared->styles.front());
    EXPECT_EQ(&first, &bench.painter(shared->styles.front()));
}

}  // namespace
}  // namespace sanvat::tiler
