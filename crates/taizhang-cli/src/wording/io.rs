//! Words of what the operating system answers.

use std::io;

/// Says in Chinese what the system reported, with its number for those who look it up.
pub(crate) fn io_text(error: &io::Error) -> String {
    let words = kind_text(error.kind());
    match error.raw_os_error() {
        Some(number) => format!("{words}，系统代码 {number}"),
        None => words.to_owned(),
    }
}

/// Says what kind of failure it is.
pub(crate) const fn kind_text(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "文件或文件夹不存在",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::AlreadyExists => "已经存在",
        io::ErrorKind::StorageFull => "磁盘已满",
        io::ErrorKind::QuotaExceeded => "超出磁盘配额",
        io::ErrorKind::FileTooLarge => "文件太大",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件",
        io::ErrorKind::NotADirectory => "路径中间有一段不是文件夹",
        io::ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => "正被其他程序占用",
        io::ErrorKind::InvalidFilename => "文件名不能用",
        io::ErrorKind::InvalidData => "内容不是 UTF-8 文字",
        io::ErrorKind::UnexpectedEof => "内容不完整",
        io::ErrorKind::WriteZero => "写不进去",
        io::ErrorKind::BrokenPipe => "接收的程序已退出",
        io::ErrorKind::CrossesDevices => "不能跨磁盘移动",
        io::ErrorKind::StaleNetworkFileHandle | io::ErrorKind::TimedOut => "网络磁盘没有回应",
        io::ErrorKind::OutOfMemory => "内存不够",
        io::ErrorKind::Unsupported => "这个系统或磁盘不支持",
        io::ErrorKind::Interrupted => "被打断",
        _ => "系统报错",
    }
}
