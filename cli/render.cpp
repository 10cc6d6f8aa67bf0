// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <future>
#include <string_view>

#include "analysis/collection_ids.hpp"
#include "api/values.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "data/error.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::cli {

namespace {

/// "1600x1200".
tiler::SheetPixels parse_size(std::string_view text) {
    const auto cross = text.find('x');
    if (cross == std::string_view::npos) {
        throw data::bad_value("--size", "\"" + std::string(text) + "\" is no size of a sheet",
                              "give WIDTHxHEIGHT in pixels, as 1600x1200");
    }
    const auto side = [](std::string_view digits) {
        return static_cast<int>(api::parse_integer("--size", digits, 1, tiler::most_sheet_side_px));
    };
    return {side(text.substr(0, cross)), side(text.substr(cross + 1))};
}

tiler::SheetFormat format_of(const std::string& out) {
    const std::string ending = std::filesystem::path(out).extension().string();
    const auto format = ending.empty() ? std::nullopt : tiler::parse_sheet_format(ending.substr(1));
    if (!format) throw data::bad_value("--out", "\"" + out + "\" is no kind of sheet", "give FILE.png, .pdf or .svg");
    return *format;
}

struct Options {
    explicit Options(CLI::App& command) : store(command), question(command), map_question(command) {
        command.add_option("--style", sheet.name, "Style of the theme")->required()->type_name("NAME");
        command.add_option("--bbox", box, "West,south,east,north in degrees; default: all the store has")
            ->type_name("BOX");
        command.add_option("--size", size, "Pixels of the sheet, as 1600x1200; default: the paper")->type_name("SIZE");
        paper_given = command.add_option("--paper", paper, "Upright or across as suits the box")
                          ->check(CLI::IsMember({"a4", "a3"}))
                          ->capture_default_str();
        command.add_option("--dpi", sheet.dpi, "Pixels an inch")->capture_default_str();
        command.add_option("--title", title, "Default: the names of the store and of what is shown; \"\": none")
            ->type_name("TEXT");
        command.add_flag("--legend,!--no-legend", sheet.legend, "With the legend, as by default");
        command.add_option("--lang", sheet.language, "Language of the sheet")
            ->check(CLI::IsMember({"vi", "en"}))
            ->capture_default_str();
        command.add_option("--layers", sheet.layers, "Ids of layers; default: those that the style shows")
            ->delimiter(',')
            ->type_name("LIST");
        command.add_option("--theme", theme, "Theme file of the maps")->type_name("FILE");
        command.get_option("--out")->description("The sheet: FILE.pdf, .png or .svg");
    }

    [[nodiscard]] tiler::SheetRequest asked() const {
        tiler::SheetRequest asked = sheet;
        if (question.out().empty()) throw data::bad_value("--out", "is missing", "give FILE.png, .pdf or .svg");
        asked.format = format_of(question.out());
        if (box) asked.box = api::parse_one_box("--bbox", *box);
        if (size) asked.size = parse_size(*size);
        if (size && paper_given->count() > 0)
            throw data::bad_value("--paper", "has no meaning beside --size", "leave out one of them");
        asked.paper = paper == "a3" ? tiler::Paper::a3 : tiler::Paper::a4;
        asked.title = title;
        asked.question = map_question.question();
        asked.as_of = question.as_of();
        asked.units = question.units();
        asked.filter = question.filter(analysis::collection_ids());
        return asked;
    }

    StoreOptions store;
    UnitQuestionOptions question;
    MapQuestionOptions map_question;
    tiler::SheetRequest sheet;
    std::optional<std::string> box, size, title;
    std::string paper = "a4";
    CLI::Option* paper_given = nullptr;
    std::string theme;
};

/// Tells errors by the options that give what is wrong.
template <typename Act>
auto with_option_names(Act act) {
    try {
        return act();
    } catch (const data::Error& error) {
        data::ErrorPlace place = error.place();
        if (place.parameter == "width" || place.parameter == "height") place.parameter = "--size";
        throw data::Error(error.kind(), place, error.problem(), error.remedy());
    }
}

tiler::Tile draw(const tiler::TileService::SnapshotPtr& snapshot, const tiler::SheetRequest& asked,
                 const std::string& theme) {
    std::promise<tiler::TileResult> promise;
    tiler::TileService tiles({.theme = theme, .cache_bytes = 0, .threads = 1, .queue = 1});
    const bool accepted = tiles.render_sheet(
        snapshot, asked, [&promise](tiler::TileResult result) { promise.set_value(std::move(result)); });
    if (!accepted) throw data::Error(data::ErrorKind::busy, {}, "the sheet cannot be drawn now");
    const tiler::TileResult result = promise.get_future().get();
    if (const auto* thrown = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*thrown);
    return std::get<tiler::Tile>(result);
}

}  // namespace

void add_render(CLI::App& app) {
    CLI::App* command = app.add_subcommand("render", "Draw a printable map: PDF, PNG or SVG");
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const tiler::SheetRequest asked = options->asked();
        with_option_names([&] { tiler::check_sheet(asked); });  // before the store is read
        const auto snapshot = options->store.open();
        const auto sheet = with_option_names([&] { return draw(snapshot, asked, options->theme); });
        write_text(*sheet.bytes, options->question.out());
    });
}

}  // namespace sanvat::cli
